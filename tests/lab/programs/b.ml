(* SPDX-License-Identifier: GPL-2.0-only *)
let rec fib n = if n < 2 then n else fib (n - 1) + fib (n - 2)
let () = while true do ignore (fib 30) done
