--  SPDX-License-Identifier: GPL-2.0-only
--  CryptoNight v0 and v1 in Ada: modular types, records, a table of columns.
with Ada.Command_Line; use Ada.Command_Line;
with Ada.Text_IO;
with Interfaces; use Interfaces;

procedure Cn is
   type Words is array (Natural range <>) of Unsigned_64;
   subtype State is Words (0 .. 24);
   type Block is record
      Lo, Hi : Unsigned_64;
   end record;
   type Blocks is array (Unsigned_64 range <>) of Block;
   type Pad_Access is access Blocks;
   type Columns is array (Unsigned_32 range 0 .. 255) of Unsigned_32;
   type Keys is array (0 .. 9) of Block;
   type Offsets is array (0 .. 23) of Natural;

   Rho : constant Offsets :=
     (1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62,
      18, 39, 61, 20, 44);
   Pi : constant Offsets :=
     (10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20,
      14, 22, 9, 6, 1);

   Box, T0, T1, T2, T3 : Columns;
   Rc : array (0 .. 23) of Unsigned_64 := (others => 0);
   Mask : constant Unsigned_64 := 16#1ffff#;
   Pad : constant Pad_Access := new Blocks (0 .. Mask);
   Tweaked : Boolean;

   procedure Put (At_Byte, Value : Unsigned_32) is
      D : constant Unsigned_32 :=
        (Shift_Left (Value, 1) xor (if Value >= 128 then 16#1b# else 0)) and 255;
   begin
      Box (At_Byte) := Value;
      T0 (At_Byte) := D or Shift_Left (Value, 8) or Shift_Left (Value, 16)
        or Shift_Left (D xor Value, 24);
      T1 (At_Byte) := Rotate_Left (T0 (At_Byte), 8);
      T2 (At_Byte) := Rotate_Left (T0 (At_Byte), 16);
      T3 (At_Byte) := Rotate_Left (T0 (At_Byte), 24);
   end Put;

   procedure Prepare is
      P, Q, L : Unsigned_32 := 1;
      S : Unsigned_32;
   begin
      loop
         P := (P xor Shift_Left (P, 1) xor (if P >= 128 then 16#1b# else 0)) and 255;
         Q := Q xor Shift_Left (Q, 1);
         Q := Q xor Shift_Left (Q, 2);
         Q := (Q xor Shift_Left (Q, 4)) and 255;
         if Q >= 128 then
            Q := Q xor 9;
         end if;
         S := Q xor 16#63#;
         for K in 1 .. 4 loop
            S := S xor (Shift_Left (Q, K) and 255) xor Shift_Right (Q, 8 - K);
         end loop;
         Put (P, S);
         exit when P = 1;
      end loop;
      Put (0, 16#63#);
      for R in Rc'Range loop
         for K in 0 .. 6 loop
            if (L and 1) /= 0 then
               Rc (R) := Rc (R) xor Shift_Left (1, 2**K - 1);
            end if;
            L := (Shift_Left (L, 1) xor (if L >= 128 then 16#71# else 0)) and 255;
         end loop;
      end loop;
   end Prepare;

   procedure Keccak (S : in out State) is
      C : Words (0 .. 4);
      X, Y : Unsigned_64;
   begin
      for R in Rc'Range loop
         for I in 0 .. 4 loop
            C (I) := S (I) xor S (I + 5) xor S (I + 10) xor S (I + 15) xor S (I + 20);
         end loop;
         for I in S'Range loop
            S (I) := S (I) xor C ((I + 4) mod 5) xor Rotate_Left (C ((I + 1) mod 5), 1);
         end loop;
         X := S (1);
         for I in Pi'Range loop
            Y := S (Pi (I));
            S (Pi (I)) := Rotate_Left (X, Rho (I));
            X := Y;
         end loop;
         for J in 0 .. 4 loop
            C := S (5 * J .. 5 * J + 4);
            for I in 0 .. 4 loop
               S (5 * J + I) := C (I) xor (not C ((I + 1) mod 5) and C ((I + 2) mod 5));
            end loop;
         end loop;
         S (0) := S (0) xor Rc (R);
      end loop;
   end Keccak;

   function Column (A, B, C, D : Unsigned_32) return Unsigned_32 is
     (T0 (A and 255) xor T1 (Shift_Right (B, 8) and 255)
      xor T2 (Shift_Right (C, 16) and 255) xor T3 (Shift_Right (D, 24)));

   function Join (Lo, Hi : Unsigned_32) return Unsigned_64 is
     (Unsigned_64 (Lo) or Shift_Left (Unsigned_64 (Hi), 32));

   function Low (X : Unsigned_64) return Unsigned_32 is
     (Unsigned_32 (X and 16#ffffffff#));

   function High (X : Unsigned_64) return Unsigned_32 is
     (Unsigned_32 (Shift_Right (X, 32)));

   function Round (X, K : Block) return Block is
      A : constant Unsigned_32 := Low (X.Lo);
      B : constant Unsigned_32 := High (X.Lo);
      C : constant Unsigned_32 := Low (X.Hi);
      D : constant Unsigned_32 := High (X.Hi);
   begin
      return (K.Lo xor Join (Column (A, B, C, D), Column (B, C, D, A)),
              K.Hi xor Join (Column (C, D, A, B), Column (D, A, B, C)));
   end Round;
   pragma Inline (Round);

   procedure Expand (S : State; From : Natural; K : out Keys) is
      W : array (0 .. 39) of Unsigned_32;
      X : Unsigned_32;
      Rcon : Unsigned_32 := 1;
   begin
      for I in 0 .. 3 loop
         W (2 * I) := Low (S (From + I));
         W (2 * I + 1) := High (S (From + I));
      end loop;
      for I in 8 .. 39 loop
         X := W (I - 1);
         if I mod 8 = 0 then
            X := Rotate_Right (X, 8);
         end if;
         if I mod 4 = 0 then
            X := Box (X and 255) or Shift_Left (Box (Shift_Right (X, 8) and 255), 8)
              or Shift_Left (Box (Shift_Right (X, 16) and 255), 16)
              or Shift_Left (Box (Shift_Right (X, 24)), 24);
         end if;
         if I mod 8 = 0 then
            X := X xor Rcon;
            Rcon := Rcon * 2;
         end if;
         W (I) := W (I - 8) xor X;
      end loop;
      for I in K'Range loop
         K (I) := (Join (W (4 * I), W (4 * I + 1)), Join (W (4 * I + 2), W (4 * I + 3)));
      end loop;
   end Expand;

   function Product (X, Y : Unsigned_64) return Block is
      X0 : constant Unsigned_64 := X and 16#ffffffff#;
      X1 : constant Unsigned_64 := Shift_Right (X, 32);
      Y0 : constant Unsigned_64 := Y and 16#ffffffff#;
      Y1 : constant Unsigned_64 := Shift_Right (Y, 32);
      M : constant Unsigned_64 := X1 * Y0 + Shift_Right (X0 * Y0, 32);
      N : constant Unsigned_64 := X0 * Y1 + (M and 16#ffffffff#);
   begin
      return (X1 * Y1 + Shift_Right (M, 32) + Shift_Right (N, 32), X * Y);
   end Product;

   function Tweak (X : Unsigned_64) return Unsigned_64 is
      I : constant Natural := Natural
        (2 * ((Shift_Right (X, 27) and 6) or (Shift_Right (X, 24) and 1)));
   begin
      return X xor Shift_Left (Shift_Right (16#75310#, I) and 16#30#, 24);
   end Tweak;

   procedure Hash (Input : Words; S : out State) is
      K : Keys;
      Text : array (0 .. 7) of Block;
      A, B, C, D, P : Block;
      I : Unsigned_64;
      Extra : Unsigned_64;
   begin
      S := (others => 0);
      S (0 .. 9) := Input;
      S (9) := S (9) or 16#1_0000_0000#;
      S (16) := 16#8000_0000_0000_0000#;
      Keccak (S);
      Expand (S, 0, K);
      for N in Text'Range loop
         Text (N) := (S (8 + 2 * N), S (9 + 2 * N));
      end loop;
      I := 0;
      while I <= Mask loop
         for N in Text'Range loop
            for R in K'Range loop
               Text (N) := Round (Text (N), K (R));
            end loop;
            Pad (I + Unsigned_64 (N)) := Text (N);
         end loop;
         I := I + 8;
      end loop;
      --  eight bytes from the 35th on
      Extra := S (24) xor (Shift_Right (Input (4), 24) or Shift_Left (Input (5), 40));
      A := (S (0) xor S (4), S (1) xor S (5));
      B := (S (2) xor S (6), S (3) xor S (7));
      for Step in 1 .. 16#80000# loop
         I := Shift_Right (A.Lo, 4) and Mask;
         C := Round (Pad (I), A);
         Pad (I) := (B.Lo xor C.Lo, B.Hi xor C.Hi);
         if Tweaked then
            Pad (I).Hi := Tweak (Pad (I).Hi);
         end if;
         I := Shift_Right (C.Lo, 4) and Mask;
         D := Pad (I);
         P := Product (C.Lo, D.Lo);
         A := (A.Lo + P.Lo, A.Hi + P.Hi);
         Pad (I) := A;
         if Tweaked then
            Pad (I).Hi := A.Hi xor Extra;
         end if;
         A := (A.Lo xor D.Lo, A.Hi xor D.Hi);
         B := C;
      end loop;
      Expand (S, 4, K);
      for N in Text'Range loop
         Text (N) := (S (8 + 2 * N), S (9 + 2 * N));
      end loop;
      I := 0;
      while I <= Mask loop
         for N in Text'Range loop
            P := Pad (I + Unsigned_64 (N));
            Text (N) := (Text (N).Lo xor P.Lo, Text (N).Hi xor P.Hi);
            for R in K'Range loop
               Text (N) := Round (Text (N), K (R));
            end loop;
         end loop;
         I := I + 8;
      end loop;
      for N in Text'Range loop
         S (8 + 2 * N) := Text (N).Lo;
         S (9 + 2 * N) := Text (N).Hi;
      end loop;
      Keccak (S);
   end Hash;

   --  XMRig's self-test, by words
   Input : Words (0 .. 9) :=
     (16#cf05bfd6dba00503#, 16#00786fa6f303e516#,
      16#bfec32431434bf7c#, 16#3b3800875cd92ec2#,
      16#4b96a02319ce9a30#, 16#629a93ba08000000#,
      16#76e5fc81750d4c72#, 16#923f1c6a0e8a9d1e#,
      16#495611d19384dd4f#, 16#0000000001b65ec0#);
   S : State;
   Check : Unsigned_64;
begin
   Tweaked := Argument (1) = "v1";
   Check := (if Tweaked then 16#301ffa81c93a9f0a# else 16#3f623466e0dc7066#);
   Prepare;
   Hash (Input, S);
   if S (0) /= Check then
      Ada.Text_IO.Put_Line ("wrong:" & S (0)'Image);
      Set_Exit_Status (1);
      return;
   end if;
   loop
      Input (5) := Input (5) + 1;
      Hash (Input, S);
      if Shift_Right (S (3), 40) = 0 then
         Ada.Text_IO.Put_Line (Input (5)'Image);
      end if;
   end loop;
end Cn;
