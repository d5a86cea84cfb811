{ SPDX-License-Identifier: GPL-2.0-only }
{ CryptoNight, v0, v1 and Lite, in Pascal: records, pointers, one table. }
{$mode objfpc}{$Q-}{$R-}{$inline on}{$pointermath on}
program cn;

type
  TBlock = packed record
    case Boolean of
      false: (q: array[0..1] of QWord);
      true: (d: array[0..3] of DWord);
  end;
  PBlock = ^TBlock;
  TState = array[0..24] of QWord;
  TKeys = array[0..9] of TBlock;

const
  Input: array[0..75] of Byte = (
    $03,$05,$a0,$db,$d6,$bf,$05,$cf,$16,$e5,$03,$f3,$a6,$6f,$78,$00,$7c,$bf,$34,
    $14,$43,$32,$ec,$bf,$c2,$2e,$d9,$5c,$87,$00,$38,$3b,$30,$9a,$ce,$19,$23,$a0,
    $96,$4b,$00,$00,$00,$08,$ba,$93,$9a,$62,$72,$4c,$0d,$75,$81,$fc,$e5,$76,$1e,
    $9d,$8a,$0e,$6a,$1c,$3f,$92,$4f,$dd,$84,$93,$d1,$11,$56,$49,$c0,$5e,$b6,$01);

var
  T: array[0..3, 0..255] of DWord;
  S: array[0..255] of Byte;
  Rc: array[0..23] of QWord;
  Pad: PBlock;
  Mask, Iterations: QWord;
  Variant: Integer;

procedure Prepare;
var
  i, k: Integer;
  p, v: Byte;
  log, pow: array[0..255] of Byte;
  l: Byte;
begin
  p := 1;
  for i := 0 to 254 do begin
    pow[i] := p;
    log[p] := i;
    p := p xor Byte(p shl 1) xor ((p shr 7) * $1b);
  end;
  for i := 0 to 255 do begin
    if i = 0 then v := 0 else v := pow[(255 - log[i]) mod 255];
    p := $63;
    for k := 0 to 4 do
      p := p xor Byte((v shl k) or (v shr (8 - k)));
    S[i] := p;
    v := Byte(p shl 1) xor ((p shr 7) * $1b);
    T[0, i] := v or (DWord(p) shl 8) or (DWord(p) shl 16) or
               (DWord(v xor p) shl 24);
    for k := 1 to 3 do
      T[k, i] := RolDWord(T[0, i], 8 * k);
  end;
  l := 1;
  for i := 0 to 23 do begin
    Rc[i] := 0;
    for k := 0 to 6 do begin
      if (l and 1) <> 0 then
        Rc[i] := Rc[i] xor (QWord(1) shl ((1 shl k) - 1));
      if (l and $80) <> 0 then l := Byte(l shl 1) xor $71 else l := l shl 1;
    end;
  end;
end;

procedure Keccak(var a: TState);
const
  Rho: array[0..23] of Byte = (1,3,6,10,15,21,28,36,45,55,2,14,27,41,56,8,25,
    43,62,18,39,61,20,44);
  Pi: array[0..23] of Byte = (10,7,11,17,18,3,5,16,8,21,24,4,15,23,19,13,12,2,
    20,14,22,9,6,1);
var
  r, i, j: Integer;
  c: array[0..4] of QWord;
  x, y: QWord;
begin
  for r := 0 to 23 do begin
    for i := 0 to 4 do
      c[i] := a[i] xor a[i + 5] xor a[i + 10] xor a[i + 15] xor a[i + 20];
    for i := 0 to 4 do begin
      x := c[(i + 4) mod 5] xor RolQWord(c[(i + 1) mod 5], 1);
      for j := 0 to 4 do
        a[i + 5 * j] := a[i + 5 * j] xor x;
    end;
    x := a[1];
    for i := 0 to 23 do begin
      y := a[Pi[i]];
      a[Pi[i]] := RolQWord(x, Rho[i]);
      x := y;
    end;
    for j := 0 to 4 do begin
      for i := 0 to 4 do c[i] := a[5 * j + i];
      for i := 0 to 4 do
        a[5 * j + i] := c[i] xor ((not c[(i + 1) mod 5]) and c[(i + 2) mod 5]);
    end;
    a[0] := a[0] xor Rc[r];
  end;
end;

procedure Round(var x: TBlock; const k: TBlock); inline;
var
  y: TBlock;
begin
  y.d[0] := T[0, Byte(x.d[0])] xor T[1, Byte(x.d[1] shr 8)] xor
            T[2, Byte(x.d[2] shr 16)] xor T[3, x.d[3] shr 24] xor k.d[0];
  y.d[1] := T[0, Byte(x.d[1])] xor T[1, Byte(x.d[2] shr 8)] xor
            T[2, Byte(x.d[3] shr 16)] xor T[3, x.d[0] shr 24] xor k.d[1];
  y.d[2] := T[0, Byte(x.d[2])] xor T[1, Byte(x.d[3] shr 8)] xor
            T[2, Byte(x.d[0] shr 16)] xor T[3, x.d[1] shr 24] xor k.d[2];
  y.d[3] := T[0, Byte(x.d[3])] xor T[1, Byte(x.d[0] shr 8)] xor
            T[2, Byte(x.d[1] shr 16)] xor T[3, x.d[2] shr 24] xor k.d[3];
  x := y;
end;

procedure Expand(const key: PBlock; var k: TKeys);
var
  w: array[0..39] of DWord absolute k;
  i: Integer;
  x, rcon: DWord;
begin
  Move(key^, w, 32);
  rcon := 1;
  for i := 8 to 39 do begin
    x := w[i - 1];
    if i mod 8 = 0 then x := RorDWord(x, 8);
    if i mod 4 = 0 then
      x := S[Byte(x)] or (DWord(S[Byte(x shr 8)]) shl 8) or
           (DWord(S[Byte(x shr 16)]) shl 16) or (DWord(S[x shr 24]) shl 24);
    if i mod 8 = 0 then begin
      x := x xor rcon;
      rcon := rcon shl 1;
    end;
    w[i] := w[i - 8] xor x;
  end;
end;

function WideMul(x, y: QWord; out hi: QWord): QWord; inline;
var
  a, b, c, d: QWord;
begin
  a := QWord(DWord(x)) * DWord(y);
  b := (x shr 32) * DWord(y) + (a shr 32);
  c := QWord(DWord(x)) * (y shr 32) + DWord(b);
  hi := (x shr 32) * (y shr 32) + (b shr 32) + (c shr 32);
  Result := (c shl 32) or DWord(a);
end;

function Tweak(x: QWord): QWord; inline;
var
  i: Integer;
begin
  i := (((x shr 27) and 6) or ((x shr 24) and 1)) shl 1;
  Result := x xor (QWord(($75310 shr i) and $30) shl 24);
end;

procedure Hash(const data: array of Byte; var st: TState);
var
  keys: TKeys;
  text: array[0..7] of TBlock;
  n, i: QWord;
  k, r: Integer;
  a, b, c, d: TBlock;
  hi, lo, tw: QWord;
  p: PBlock;
begin
  FillChar(st, SizeOf(st), 0);
  Move(data, st, 76);
  PByte(@st)[76] := 1;
  PByte(@st)[135] := $80;
  Keccak(st);
  Expand(@st[0], keys);
  Move(st[8], text, 128);
  n := 0;
  while n <= Mask do begin
    for k := 0 to 7 do begin
      for r := 0 to 9 do Round(text[k], keys[r]);
      Pad[n + k] := text[k];
    end;
    n := n + 8;
  end;
  Move(data[35], tw, 8);
  tw := tw xor st[24];
  a.q[0] := st[0] xor st[4];
  a.q[1] := st[1] xor st[5];
  b.q[0] := st[2] xor st[6];
  b.q[1] := st[3] xor st[7];
  for n := 1 to Iterations do begin
    p := @Pad[(a.q[0] shr 4) and Mask];
    c := p^;
    Round(c, a);
    p^.q[0] := b.q[0] xor c.q[0];
    if Variant = 0 then p^.q[1] := b.q[1] xor c.q[1]
    else p^.q[1] := Tweak(b.q[1] xor c.q[1]);
    p := @Pad[(c.q[0] shr 4) and Mask];
    d := p^;
    lo := WideMul(c.q[0], d.q[0], hi);
    a.q[0] := a.q[0] + hi;
    a.q[1] := a.q[1] + lo;
    p^ := a;
    if Variant = 1 then p^.q[1] := a.q[1] xor tw;
    a.q[0] := a.q[0] xor d.q[0];
    a.q[1] := a.q[1] xor d.q[1];
    b := c;
  end;
  Expand(@st[4], keys);
  Move(st[8], text, 128);
  n := 0;
  while n <= Mask do begin
    for k := 0 to 7 do begin
      text[k].q[0] := text[k].q[0] xor Pad[n + k].q[0];
      text[k].q[1] := text[k].q[1] xor Pad[n + k].q[1];
      for r := 0 to 9 do Round(text[k], keys[r]);
    end;
    n := n + 8;
  end;
  Move(text, st[8], 128);
  Keccak(st);
end;

var
  data: array[0..75] of Byte;
  st: TState;
  check: QWord;
  nonce: DWord;
begin
  Prepare;
  Mask := $1ffff;
  Iterations := $80000;
  check := QWord($3f623466e0dc7066);
  if ParamStr(1) = 'v1' then begin
    Variant := 1;
    check := QWord($301ffa81c93a9f0a);
  end;
  if ParamStr(1) = 'lite' then begin
    Mask := $ffff;
    Iterations := $40000;
    check := QWord($892c49d9aa2957c7);
  end;
  GetMem(Pad, (Mask + 2) * 16);
  Pad := PBlock((PtrUInt(Pad) + 15) and not PtrUInt(15));
  Move(Input, data, 76);
  Hash(data, st);
  if st[0] <> check then begin
    WriteLn(StdErr, 'wrong: ', HexStr(st[0], 16));
    Halt(1);
  end;
  nonce := 0;
  repeat
    Move(nonce, data[39], 4);
    Hash(data, st);
    if st[3] shr 40 = 0 then WriteLn(nonce);
    Inc(nonce);
  until False;
end.
