(* SPDX-License-Identifier: GPL-2.0-only *)
(* CryptoNight v0 and v1 in OCaml: "miner-ocaml ALGORITHM" checks itself, then
   hashes for ever. Source: CryptoNote standard CNS008; of the four functions
   that it may end with only BLAKE-256 is here, which the published vectors end
   with; a nonce that ends with another is given up there. *)

let sigma = "0123456789abcdefea489fd61c02b753b8c052fdae367194"
  ^ "7931dcbe265a40f8905724afe1bc683d2c6a0b834d75fe19"
  ^ "c51fed4a0763928bdb7ec13950f4862a6fe9b308c2d714a5a2847615fb9e3cd0"

let digit at = int_of_string ("0x" ^ String.make 1 sigma.[at])

let pi = [|
  0x243f6a88; 0x85a308d3; 0x13198a2e; 0x03707344; 0xa4093822; 0x299f31d0;
  0x082efa98; 0xec4e6c89; 0x452821e6; 0x38d01377; 0xbe5466cf; 0x34e90c6c;
  0xc0ac29b7; 0xc97c50dd; 0x3f84d5b5; 0xb5470917 |]

let word = 0xffffffff
let ror x n = (x lsr n lor (x lsl (32 - n))) land word
let times2 x = ((x lsl 1) lxor ((x lsr 7) * 0x11b)) land 255

let sbox =
  let s = Array.make 256 0x63 and p = ref 1 and q = ref 1 and more = ref true in
  while !more do
    p := !p lxor times2 !p;
    q := !q lxor (!q lsl 1);
    q := !q lxor (!q lsl 2);
    q := !q lxor (!q lsl 4);
    q := (!q lxor ((!q lsr 7) land 1 * 9)) land 255;
    let w = !q * 0x101 in
    s.(!p) <- (!q lxor (w lsr 7) lxor (w lsr 6) lxor (w lsr 5) lxor (w lsr 4)
               lxor 0x63) land 255;
    more := !p <> 1
  done;
  s

let table k =
  Array.map (fun s ->
      let s2 = times2 s in
      ror (s2 lor (s lsl 8) lor (s lsl 16) lor ((s lxor s2) lsl 24)) (32 - (8 * k)))
    sbox

let t0 = table 0
let t1 = table 1
let t2 = table 2
let t3 = table 3

(* Words of 64 bits stay unboxed in Bytes. *)
let get b i = Bytes.get_int64_le b (8 * i)
let set b i x = Bytes.set_int64_le b (8 * i) x

let rol64 x n =
  if n = 0 then x
  else Int64.(logor (shift_left x n) (shift_right_logical x (64 - n)))

let permute a =
  let c = Array.make 5 0L and lfsr = ref 1 in
  for _ = 1 to 24 do
    for x = 0 to 4 do
      c.(x) <- get a x;
      for y = 1 to 4 do
        c.(x) <- Int64.logxor c.(x) (get a (x + (5 * y)))
      done
    done;
    for i = 0 to 24 do
      let d = Int64.logxor c.((i + 4) mod 5) (rol64 c.((i + 1) mod 5) 1) in
      set a i (Int64.logxor (get a i) d)
    done;
    let x = ref 1 and y = ref 0 and lane = ref (get a 1) in
    for t = 0 to 23 do
      let z = ((2 * !x) + (3 * !y)) mod 5 in
      x := !y;
      y := z;
      let at = !x + (5 * !y) in
      let next = get a at in
      set a at (rol64 !lane ((t + 1) * (t + 2) / 2 mod 64));
      lane := next
    done;
    for y = 0 to 4 do
      let row = Array.init 5 (fun x -> get a (x + (5 * y))) in
      for x = 0 to 4 do
        set a (x + (5 * y))
          Int64.(logxor row.(x)
                   (logand (lognot row.((x + 1) mod 5)) row.((x + 2) mod 5)))
      done
    done;
    for j = 0 to 6 do
      lfsr := ((!lfsr lsl 1) lxor ((!lfsr lsr 7) * 0x71)) land 255;
      if !lfsr land 2 <> 0 then
        set a 0 Int64.(logxor (get a 0) (shift_left 1L ((1 lsl j) - 1)))
    done
  done

(* The input is shorter than a block. *)
let absorb text =
  let st = Bytes.make 200 '\000' and n = String.length text in
  Bytes.blit_string text 0 st 0 n;
  Bytes.set_uint8 st n 1;
  Bytes.set_uint8 st 135 (Bytes.get_uint8 st 135 lor 0x80);
  permute st;
  st

let blake256 st =
  let h = [| 0x6a09e667; 0xbb67ae85; 0x3c6ef372; 0xa54ff53a; 0x510e527f;
             0x9b05688c; 0x1f83d9ab; 0x5be0cd19 |] in
  let text = Bytes.make 256 '\000' in
  Bytes.blit st 0 text 0 200;
  Bytes.set_uint8 text 200 0x80;
  Bytes.set_uint8 text 247 1;
  Bytes.set_int64_be text 248 1600L;
  for block = 0 to 3 do
    let m = Array.init 16 (fun i ->
        Int32.to_int (Bytes.get_int32_be text ((64 * block) + (4 * i))) land word) in
    let v = Array.append h (Array.sub pi 0 8) in
    let bits = min (512 * (block + 1)) 1600 in
    v.(12) <- v.(12) lxor bits;
    v.(13) <- v.(13) lxor bits;
    for step = 0 to (14 * 8) - 1 do
      let at = (step / 8 mod 10 * 16) + (step mod 8 * 2) in
      let turn = step / 4 mod 2 in
      let a = step mod 4 and b = 4 + ((step + turn) mod 4) in
      let c = 8 + ((step + (2 * turn)) mod 4) in
      let d = 12 + ((step + (3 * turn)) mod 4) in
      let half x r s =
        v.(a) <- (v.(a) + v.(b) + x) land word;
        v.(d) <- ror (v.(d) lxor v.(a)) r;
        v.(c) <- (v.(c) + v.(d)) land word;
        v.(b) <- ror (v.(b) lxor v.(c)) s in
      let i = digit at and j = digit (at + 1) in
      half (m.(i) lxor pi.(j)) 16 12;
      half (m.(j) lxor pi.(i)) 8 7
    done;
    Array.iteri (fun i x -> h.(i) <- x lxor v.(i) lxor v.(i + 8)) h
  done;
  String.concat "" (List.map (Printf.sprintf "%08x") (Array.to_list h))

let substitute x =
  sbox.(x land 255) lor (sbox.((x lsr 8) land 255) lsl 8)
  lor (sbox.((x lsr 16) land 255) lsl 16) lor (sbox.(x lsr 24) lsl 24)

let get32 b i = Int32.to_int (Bytes.get_int32_le b (4 * i)) land word
let set32 b i x = Bytes.set_int32_le b (4 * i) (Int32.of_int x)

let expand st from =
  let w = Array.init 40 (fun i -> if i < 8 then get32 st ((2 * from) + i) else 0) in
  for i = 8 to 39 do
    let x = w.(i - 1) in
    let x =
      if i mod 8 = 0 then substitute (ror x 8) lxor (1 lsl ((i / 8) - 1))
      else if i mod 8 = 4 then substitute x
      else x in
    w.(i) <- w.(i - 8) lxor x
  done;
  w

let column a b c d =
  Array.unsafe_get t0 (a land 255)
  lxor Array.unsafe_get t1 ((b lsr 8) land 255)
  lxor Array.unsafe_get t2 ((c lsr 16) land 255)
  lxor Array.unsafe_get t3 (d lsr 24)
[@@inline]

let ten_rounds text keys =
  for lane = 0 to 7 do
    let l = 4 * lane in
    let a = ref text.(l) and b = ref text.(l + 1) in
    let c = ref text.(l + 2) and d = ref text.(l + 3) in
    for r = 0 to 9 do
      let k = 4 * r in
      let e = column !a !b !c !d lxor keys.(k) in
      let f = column !b !c !d !a lxor keys.(k + 1) in
      let g = column !c !d !a !b lxor keys.(k + 2) in
      d := column !d !a !b !c lxor keys.(k + 3);
      a := e;
      b := f;
      c := g
    done;
    text.(l) <- !a;
    text.(l + 1) <- !b;
    text.(l + 2) <- !c;
    text.(l + 3) <- !d
  done

let lanes st = Array.init 32 (fun i -> get32 st (16 + i))

let low64 x = Int64.logand x 0xffffffffL [@@inline]
let high64 x = Int64.shift_right_logical x 32 [@@inline]

let multiply_high x y =
  let open Int64 in
  let middle = add (mul (high64 x) (low64 y)) (high64 (mul (low64 x) (low64 y))) in
  let other = add (mul (low64 x) (high64 y)) (low64 middle) in
  add (mul (high64 x) (high64 y)) (add (high64 middle) (high64 other))
[@@inline]

(* r: 0, 8 a; 16, 24 b; 32, 40 c, all in memory, where no box is needed *)
let walk st version tweak pad words =
  let r = Bytes.create 48 in
  let open Int64 in
  set r 0 (logxor (get st 0) (get st 4));
  set r 1 (logxor (get st 1) (get st 5));
  set r 2 (logxor (get st 2) (get st 6));
  set r 3 (logxor (get st 3) (get st 7));
  for _ = 1 to words do
    let p = (get32 r 0 lsr 2) land (words - 4) in
    let x = get32 pad p and y = get32 pad (p + 1) in
    let z = get32 pad (p + 2) and w = get32 pad (p + 3) in
    set32 r 8 (column x y z w lxor get32 r 0);
    set32 r 9 (column y z w x lxor get32 r 1);
    set32 r 10 (column z w x y lxor get32 r 2);
    set32 r 11 (column w x y z lxor get32 r 3);
    set pad (p / 2) (logxor (get r 2) (get r 4));
    set pad ((p / 2) + 1) (logxor (get r 3) (get r 5));
    if version = 1 then begin
      let mixed = get32 pad (p + 2) in
      let top = mixed lsr 24 in
      let shift = (((top lsr 3) land 6) lor (top land 1)) lsl 1 in
      set32 pad (p + 2) (mixed lxor (((0x75310 lsr shift) land 0x30) lsl 24))
    end;
    let q = ((get32 r 8 lsr 2) land (words - 4)) / 2 in
    let d0 = get pad q and d1 = get pad (q + 1) and c0 = get r 4 in
    let a0 = add (get r 0) (multiply_high c0 d0) in
    let a1 = add (get r 1) (mul c0 d0) in
    set pad q a0;
    set pad (q + 1) (logxor a1 tweak);
    set r 0 (logxor a0 d0);
    set r 1 (logxor a1 d1);
    set r 2 c0;
    set r 3 (get r 5)
  done

(* None if it does not end with BLAKE-256. *)
let hash version text pad words =
  let st = absorb text in
  let keys = expand st 0 and lane = lanes st in
  for i = 0 to (words / 32) - 1 do
    ten_rounds lane keys;
    Array.iteri (fun k x -> set32 pad ((32 * i) + k) x) lane
  done;
  let tweak =
    if version = 0 then 0L
    else Int64.logxor (String.get_int64_le text 35) (get st 24) in
  walk st version tweak pad words;
  let keys = expand st 4 and lane = lanes st in
  for i = 0 to (words / 32) - 1 do
    for k = 0 to 31 do
      lane.(k) <- lane.(k) lxor get32 pad ((32 * i) + k)
    done;
    ten_rounds lane keys
  done;
  Array.iteri (fun k x -> set32 st (16 + k) x) lane;
  permute st;
  if get32 st 0 land 3 = 0 then Some (blake256 st) else None

let () =
  let pad = Bytes.create (1 lsl 21) in
  let expect version text want =
    if hash version text pad (1 lsl 19) <> Some want then
      (prerr_endline "wrong digest"; exit 1) in
  expect 0 "de omnibus dubitandum"
    "2f8e3df40bd11f9ac90c743ca8e32bb391da4fb98612aa3b6cdc639ee00b31f5";
  expect 1 (String.make 76 '\000')
    "80563c40ed46575a9e44820d93ee095e2851aa22483fd67837118c6cd951ba61";
  let version = if Sys.argv.(1) = "cn0" then 0 else 1 in
  let words = if Sys.argv.(1) = "cn-lite1" then 1 lsl 18 else 1 lsl 19 in
  let nonce = ref 0 in
  while true do
    incr nonce;
    let header = Bytes.make 76 '\000' in
    Bytes.set_int32_le header 39 (Int32.of_int !nonce);
    ignore (hash version (Bytes.to_string header) pad words)
  done
