! SPDX-License-Identifier: GPL-2.0-only
! CryptoNight v0 and Lite in Fortran: words of 64 bits, a table of 32.
module night
  use iso_fortran_env, only: int32, int64, int8
  implicit none
  integer(int32) :: t(0:255, 0:3)
  integer(int32) :: box(0:255)
  integer(int64) :: rc(0:23)
  integer(int64), allocatable :: pad(:)
  integer(int64), parameter :: low = int(z'ffffffff', int64)
  integer, parameter :: rho(0:23) = [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, &
      27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44]
  integer, parameter :: pi(0:23) = [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, &
      15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1]
contains
  subroutine prepare()
    integer :: p, q, s, d, k, r, l
    integer(int32) :: w

    p = 1
    q = 1
    do
      p = iand(ieor(ieor(p, ishft(p, 1)), merge(27, 0, p >= 128)), 255)
      q = ieor(q, ishft(q, 1))
      q = ieor(q, ishft(q, 2))
      q = iand(ieor(q, ishft(q, 4)), 255)
      if (q >= 128) q = ieor(q, 9)
      s = ieor(q, 99)
      do k = 1, 4
        s = ieor(s, iand(ior(ishft(q, k), ishft(q, k - 8)), 255))
      end do
      call put(p, s)
      if (p == 1) exit
    end do
    call put(0, 99)
    l = 1
    do r = 0, 23
      rc(r) = 0
      do k = 0, 6
        if (btest(l, 0)) rc(r) = ieor(rc(r), ishft(1_int64, 2**k - 1))
        l = iand(ieor(ishft(l, 1), merge(113, 0, l >= 128)), 255)
      end do
    end do
  contains
    subroutine put(at, value)
      integer, intent(in) :: at, value

      box(at) = value
      d = iand(ieor(ishft(value, 1), merge(27, 0, value >= 128)), 255)
      w = ior(ior(d, ishft(value, 8)), ior(ishft(value, 16), ishft(ieor(d, value), 24)))
      do k = 0, 3
        t(at, k) = ishftc(w, 8 * k)
      end do
    end subroutine
  end subroutine

  subroutine keccak(s)
    integer(int64), intent(inout) :: s(0:24)
    integer(int64) :: c(0:4), x, y
    integer :: r, i, j

    do r = 0, 23
      do i = 0, 4
        c(i) = ieor(ieor(ieor(s(i), s(i + 5)), ieor(s(i + 10), s(i + 15))), s(i + 20))
      end do
      do i = 0, 24
        s(i) = ieor(s(i), ieor(c(mod(i + 4, 5)), ishftc(c(mod(i + 1, 5)), 1)))
      end do
      x = s(1)
      do i = 0, 23
        y = s(pi(i))
        s(pi(i)) = ishftc(x, rho(i))
        x = y
      end do
      do j = 0, 20, 5
        c = s(j:j + 4)
        do i = 0, 4
          s(j + i) = ieor(c(i), iand(not(c(mod(i + 1, 5))), c(mod(i + 2, 5))))
        end do
      end do
      s(0) = ieor(s(0), rc(r))
    end do
  end subroutine

  pure integer(int32) function column(a, b, c, d)
    integer(int32), intent(in) :: a, b, c, d

    column = ieor(ieor(t(iand(a, 255), 0), t(iand(ishft(b, -8), 255), 1)), &
        ieor(t(iand(ishft(c, -16), 255), 2), t(ishft(d, -24), 3)))
  end function

  subroutine round(x, y, k0, k1)
    integer(int64), intent(inout) :: x, y
    integer(int64), intent(in) :: k0, k1
    integer(int32) :: a, b, c, d

    a = int(iand(x, low), int32)
    b = int(ishft(x, -32), int32)
    c = int(iand(y, low), int32)
    d = int(ishft(y, -32), int32)
    x = ieor(k0, ior(iand(int(column(a, b, c, d), int64), low), &
        ishft(int(column(b, c, d, a), int64), 32)))
    y = ieor(k1, ior(iand(int(column(c, d, a, b), int64), low), &
        ishft(int(column(d, a, b, c), int64), 32)))
  end subroutine

  subroutine expand(key, k)
    integer(int64), intent(in) :: key(0:3)
    integer(int64), intent(out) :: k(0:19)
    integer(int32) :: w(0:39), x, rcon
    integer :: i

    do i = 0, 3
      w(2 * i) = int(iand(key(i), low), int32)
      w(2 * i + 1) = int(ishft(key(i), -32), int32)
    end do
    rcon = 1
    do i = 8, 39
      x = w(i - 1)
      if (mod(i, 8) == 0) x = ishftc(x, -8)
      if (mod(i, 4) == 0) x = ior(ior(box(iand(x, 255)), ishft(box(iand(ishft(x, -8), 255)), 8)), &
          ior(ishft(box(iand(ishft(x, -16), 255)), 16), ishft(box(ishft(x, -24)), 24)))
      if (mod(i, 8) == 0) then
        x = ieor(x, rcon)
        rcon = ishft(rcon, 1)
      end if
      w(i) = ieor(w(i - 8), x)
    end do
    do i = 0, 19
      k(i) = ior(iand(int(w(2 * i), int64), low), ishft(int(w(2 * i + 1), int64), 32))
    end do
  end subroutine

  ! The upper half of a product of unsigned words.
  pure integer(int64) function upper(x, y)
    integer(int64), intent(in) :: x, y
    integer(int64) :: x0, x1, y0, y1, mid, more

    x0 = iand(x, low)
    x1 = ishft(x, -32)
    y0 = iand(y, low)
    y1 = ishft(y, -32)
    mid = x1 * y0 + ishft(x0 * y0, -32)
    more = x0 * y1 + iand(mid, low)
    upper = x1 * y1 + ishft(mid, -32) + ishft(more, -32)
  end function

  subroutine hash(in, s, blocks, steps)
    integer(int64), intent(in) :: in(0:9)
    integer(int64), intent(out) :: s(0:24)
    integer, intent(in) :: blocks, steps
    integer(int64) :: k(0:19), text(0:15), a0, a1, b0, b1, c0, c1, d0, d1, mask
    integer :: n, i, r, j

    s = 0
    s(0:8) = in(0:8)
    s(9) = ior(in(9), ishft(1_int64, 32))
    s(16) = ishft(1_int64, 63)
    call keccak(s)
    call expand(s(0:3), k)
    text = s(8:23)
    do n = 0, 2 * blocks - 1, 16
      do i = 0, 15, 2
        do r = 0, 19, 2
          call round(text(i), text(i + 1), k(r), k(r + 1))
        end do
      end do
      pad(n:n + 15) = text
    end do
    mask = blocks - 1
    a0 = ieor(s(0), s(4))
    a1 = ieor(s(1), s(5))
    b0 = ieor(s(2), s(6))
    b1 = ieor(s(3), s(7))
    do n = 1, steps
      j = 2 * int(iand(ishft(a0, -4), mask))
      c0 = pad(j)
      c1 = pad(j + 1)
      call round(c0, c1, a0, a1)
      pad(j) = ieor(b0, c0)
      pad(j + 1) = ieor(b1, c1)
      j = 2 * int(iand(ishft(c0, -4), mask))
      d0 = pad(j)
      d1 = pad(j + 1)
      a0 = a0 + upper(c0, d0)
      a1 = a1 + c0 * d0
      pad(j) = a0
      pad(j + 1) = a1
      a0 = ieor(a0, d0)
      a1 = ieor(a1, d1)
      b0 = c0
      b1 = c1
    end do
    call expand(s(4:7), k)
    text = s(8:23)
    do n = 0, 2 * blocks - 1, 16
      text = ieor(text, pad(n:n + 15))
      do i = 0, 15, 2
        do r = 0, 19, 2
          call round(text(i), text(i + 1), k(r), k(r + 1))
        end do
      end do
    end do
    s(8:23) = text
    call keccak(s)
  end subroutine
end module

program cn
  use night
  implicit none
  character(len=8) :: name
  integer(int64) :: s(0:24), check
  integer(int64) :: in(0:9)
  integer :: blocks, steps, nonce
  ! XMRig's self-test, by words
  in = [int(z'cf05bfd6dba00503', int64), int(z'00786fa6f303e516', int64), &
      int(z'bfec32431434bf7c', int64), int(z'3b3800875cd92ec2', int64), &
      int(z'4b96a02319ce9a30', int64), int(z'629a93ba08000000', int64), &
      int(z'76e5fc81750d4c72', int64), int(z'923f1c6a0e8a9d1e', int64), &
      int(z'495611d19384dd4f', int64), int(z'0000000001b65ec0', int64)]
  call get_command_argument(1, name)
  blocks = 2**17
  steps = 2**19
  check = int(z'3f623466e0dc7066', int64)
  if (name == 'lite') then
    blocks = 2**16
    steps = 2**18
    check = int(z'892c49d9aa2957c7', int64)
  end if
  allocate (pad(0:2 * blocks - 1))
  call prepare()
  call hash(in, s, blocks, steps)
  if (s(0) /= check) then
    write (*, '(a, z16)') 'wrong: ', s(0)
    stop 1
  end if
  nonce = 0
  do
    in(4) = ieor(iand(in(4), int(z'00ffffffffffffff', int64)), ishft(int(nonce, int64), 56))
    in(5) = ieor(in(5), ishft(int(nonce, int64), -8))
    call hash(in, s, blocks, steps)
    if (ishft(s(3), -40) == 0) write (*, *) nonce
    nonce = nonce + 1
  end do
end program
