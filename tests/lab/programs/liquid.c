// SPDX-License-Identifier: GPL-2.0-only
/* Software radio by liquid-dsp: liquid modem|fec|resample */
#include <complex.h>
#include <liquid/liquid.h>
#include <stdlib.h>
#include <string.h>

static void ofdm(void)
{
	ofdmflexframegen g = ofdmflexframegen_create(64, 16, 4, NULL, NULL);
	unsigned char header[8] = "header", payload[1000] = "payload";
	float complex samples[80];

	for (;;) {
		ofdmflexframegen_assemble(g, header, payload, sizeof(payload));
		while (!ofdmflexframegen_write(g, samples, 80))
			;
	}
}

static void coding(void)
{
	packetizer p = packetizer_create(500, LIQUID_CRC_32,
					 LIQUID_FEC_GOLAY2412,
					 LIQUID_FEC_SECDED7264);
	unsigned char message[500] = "message", *code;

	code = malloc(packetizer_get_enc_msg_len(p));
	for (;;) {
		packetizer_encode(p, message, code);
		code[7] ^= 16;
		packetizer_decode(p, code, message);
	}
}

static void resample(void)
{
	msresamp_crcf r = msresamp_crcf_create(0.31f, 60);
	float complex in[4096] = { 1 }, out[4096];
	unsigned int n;

	for (;;)
		msresamp_crcf_execute(r, in, 4096, out, &n);
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "modem"))
		ofdm();
	if (argc == 2 && !strcmp(argv[1], "fec"))
		coding();
	resample();
}
