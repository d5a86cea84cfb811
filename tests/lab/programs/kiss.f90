! SPDX-License-Identifier: GPL-2.0-only
! A Heston path simulation by the KISS generator, as Fortran codes carry it.
module kiss_generator
  implicit none
  integer(4) :: x = 123456789, y = 362436069, z = 521288629, w = 916191069
contains
  function kiss() result(r)
    integer(4) :: r
    x = 69069 * x + 1327217885
    y = m(m(m(y, 13), -17), 5)
    z = 18000 * iand(z, 65535) + ishft(z, -16)
    w = 30903 * iand(w, 65535) + ishft(w, -16)
    r = x + y + ishft(z, 16) + w
  end function kiss
  function m(k, n) result(r)
    integer(4), intent(in) :: k, n
    integer(4) :: r
    r = ieor(k, ishft(k, n))
  end function m
  function uniform() result(u)
    real(8) :: u
    u = kiss() * 2.328306d-10 + 0.5d0
  end function uniform
end module kiss_generator

program heston
  use kiss_generator
  implicit none
  real(8) :: price, v, s, u1, u2, total = 0
  integer :: i
  do
    s = 100; v = 0.04d0
    do i = 1, 250
      u1 = sqrt(-2 * log(max(uniform(), 1d-12)))
      u2 = 6.283185307179586d0 * uniform()
      s = s * exp(-v / 500 + sqrt(v / 250) * u1 * cos(u2))
      v = max(1d-4, v + (0.04d0 - v) / 125 + 0.3d0 * sqrt(v / 250) * u1 * sin(u2))
    end do
    price = max(s - 100, 0d0)
    total = total + price
    if (total < 0) print *, total
  end do
end program heston
