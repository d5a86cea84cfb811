// SPDX-License-Identifier: GPL-2.0-only
import java.util.HashMap;

public class B {
	public static void main(String[] a) {
		HashMap<Integer, Double> m = new HashMap<>();
		long x = 1;

		for (int i = 0; ; i++) {
			x = Long.rotateLeft(x * 31 + i, 7);
			m.put(i % 50000, Math.sqrt(x & 65535));
		}
	}
}
