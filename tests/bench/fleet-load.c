// SPDX-License-Identifier: GPL-2.0-only
/*
 * Plays many hosts to one NATS server: each tells every 15 s that it lives, and
 * all together find so much a second. Somebody reads along, and says how late
 * what came, and what did not.
 *
 *   fleet-load URL HOSTS FINDINGS_PER_SECOND SECONDS
 *
 * The streams are there already: cpuwarden fleet setup.
 */
#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <nats/nats.h>

#define BEAT_S		15
#define TICKS		100	/* a second */
#define DRAIN_MS	60000
#define LAGS_MAX	4000000

static uint32_t *lags_us;
static atomic_size_t received;
static atomic_size_t failed;

static uint64_t now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return ts.tv_sec * UINT64_C(1000000000) + ts.tv_nsec;
}

static void take(natsConnection *nc, natsSubscription *sub, natsMsg *msg,
		 void *data)
{
	const char *stamp = strstr(natsMsg_GetData(msg), "\"realtime_ns\":");
	size_t n = atomic_fetch_add(&received, 1);

	(void)nc;
	(void)sub;
	(void)data;
	if (stamp && n < LAGS_MAX)
		lags_us[n] = (now_ns() - strtoull(stamp + 14, NULL, 10)) / 1000;
	natsMsg_Destroy(msg);
}

static void refused(jsCtx *js, jsPubAckErr *error, void *data)
{
	(void)js;
	(void)error;
	(void)data;
	atomic_fetch_add(&failed, 1);
}

static void must(natsStatus st, const char *what)
{
	if (!st)
		return;
	fprintf(stderr, "%s: %s\n", what, natsStatus_GetText(st));
	exit(1);
}

/* As long as guard's are: a finding with its evidence. */
static void publish(jsCtx *js, unsigned int host, uint64_t n, bool finding)
{
	static char pad[1200];
	char subject[96], id[48], text[2048];
	jsPubOptions options;
	int len;

	if (!*pad)
		memset(pad, 'x', sizeof(pad) - 1);
	jsPubOptions_Init(&options);
	if (finding) {
		snprintf(id, sizeof(id), "load-%" PRIu64, n);
		options.MsgId = id;
		snprintf(subject, sizeof(subject),
			 "cpuwarden.finding.host-%05u.x-p%" PRIu64, host, n);
		len = snprintf(text, sizeof(text),
			"{\"cpuwarden\":{\"boottime_ns\":1000000000,\"realtime_ns\":%" PRIu64
			"},\"event\":\"escalated\",\"finding\":{\"id\":%" PRIu64
			",\"verdict\":\"confirmed\",\"close_reason\":\"%s\",\"family\":\"randomx\",\"user\":\"www-data\",\"comm\":\"kworker\",\"fingerprint\":%" PRIu64
			",\"cpu_ns\":60000000000,\"first_ns\":1,\"pad\":\"%s\"}}",
			now_ns(), n, n % 10 ? "exited" : "open", n % 97, pad);
	} else {
		snprintf(subject, sizeof(subject), "cpuwarden.host.host-%05u",
			 host);
		len = snprintf(text, sizeof(text),
			"{\"cpuwarden\":{\"boottime_ns\":1,\"realtime_ns\":%" PRIu64
			"},\"event\":\"heartbeat\",\"module_loaded\":true,\"waiting\":0,\"given_up\":0,\"status\":{\"uptime_ns\":1000000000,\"cpus\":64,\"handler_ns\":1000000,\"collector_ns\":1000000,\"samples_user\":100000}}",
			now_ns());
	}
	if (js_PublishAsync(js, subject, text, len, &options))
		atomic_fetch_add(&failed, 1);
}

static int by_size(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static natsSubscription *listen_to(jsCtx *js, const char *stream,
				   const char *subject)
{
	natsSubscription *sub = NULL;
	jsSubOptions options;

	jsSubOptions_Init(&options);
	options.Stream = stream;
	options.ManualAck = true;
	options.Config.DeliverPolicy = js_DeliverNew;
	options.Config.AckPolicy = js_AckNone;
	must(js_Subscribe(&sub, js, subject, take, NULL, NULL, &options, NULL),
	     subject);
	must(natsSubscription_SetPendingLimits(sub, -1, -1), subject);
	return sub;
}

int main(int argc, char **argv)
{
	natsConnection *writer, *reader;
	uint64_t begun, next, sent = 0, found = 0, beats = 0, due, tick;
	unsigned int hosts, rate, seconds;
	jsPubOptions wait;
	jsOptions options;
	jsCtx *out, *in;
	size_t got, n;

	if (argc != 5) {
		fprintf(stderr, "usage: fleet-load URL HOSTS FINDINGS_PER_SECOND SECONDS\n");
		return 2;
	}
	hosts = atoi(argv[2]);
	rate = atoi(argv[3]);
	seconds = atoi(argv[4]);
	lags_us = malloc(LAGS_MAX * sizeof(*lags_us));
	jsOptions_Init(&options);
	options.PublishAsync.MaxPending = 4096;
	options.PublishAsync.ErrHandler = refused;
	must(natsConnection_ConnectTo(&writer, argv[1]), argv[1]);
	must(natsConnection_ConnectTo(&reader, argv[1]), argv[1]);
	must(natsConnection_JetStream(&out, writer, &options), "JetStream");
	must(natsConnection_JetStream(&in, reader, NULL), "JetStream");
	listen_to(in, "CPUWARDEN", "cpuwarden.finding.>");
	listen_to(in, "CPUWARDEN_HOSTS", "cpuwarden.host.*");
	begun = now_ns();
	for (tick = 1; tick <= (uint64_t)seconds * TICKS; tick++) {
		for (due = tick * rate / TICKS; found < due; found++, sent++)
			publish(out, found * 7919 % hosts, found, true);
		for (due = tick * hosts / BEAT_S / TICKS; beats < due;
		     beats++, sent++)
			publish(out, beats % hosts, 0, false);
		next = begun + tick * (1000000000 / TICKS);
		if (now_ns() < next)
			nats_Sleep((next - now_ns()) / 1000000);
	}
	printf("%u hosts, %.1f s: %" PRIu64 " findings (%.0f a second), %" PRIu64 " signs of life (%.0f a second)\n",
	       hosts, (now_ns() - begun) / 1e9, found,
	       found * 1e9 / (now_ns() - begun), beats,
	       beats * 1e9 / (now_ns() - begun));
	jsPubOptions_Init(&wait);
	wait.MaxWait = DRAIN_MS;
	must(js_PublishAsyncComplete(out, &wait), "acknowledgments");
	for (n = 0; atomic_load(&received) < sent && n < DRAIN_MS / 10; n++)
		nats_Sleep(10);
	got = atomic_load(&received);
	printf("acknowledged after %.1f s, refused %zu; read %zu, lost %lld\n",
	       (now_ns() - begun) / 1e9, atomic_load(&failed), got,
	       (long long)(sent - got));
	qsort(lags_us, got, sizeof(*lags_us), by_size);
	if (got)
		printf("lag until read, ms: median %.1f, 99 %% %.1f, most %.1f\n",
		       lags_us[got / 2] / 1e3, lags_us[got / 100 * 99] / 1e3,
		       lags_us[got - 1] / 1e3);
	return got != sent || atomic_load(&failed);
}
