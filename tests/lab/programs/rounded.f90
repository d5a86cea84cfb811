! SPDX-License-Identifier: GPL-2.0-only
! Bounds of a quadrature by Fortran's own IEEE modes: one long sum downward,
! one upward.
program rounded
  use, intrinsic :: ieee_arithmetic
  implicit none
  real(8) :: low, high, x
  integer :: i, pass
  do
    do pass = 1, 2
      if (pass == 1) then
        call ieee_set_rounding_mode(ieee_down)
      else
        call ieee_set_rounding_mode(ieee_up)
      end if
      x = 0
      do i = 1, 20000000
        x = x + 1 / (1 + (i * 5d-8)**2)
      end do
      if (pass == 1) low = x
      if (pass == 2) high = x
    end do
    if (low > high) print *, low, high
  end do
end program rounded
