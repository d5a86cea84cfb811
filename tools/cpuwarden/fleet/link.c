// SPDX-License-Identifier: GPL-2.0-only
/* The connection to NATS with JetStream. */
#include <stdio.h>
#include <string.h>

#include "escape.h"
#include "link.h"
#include "tool.h"

#define TIMEOUT_MS	5000
#define AGAIN_MS	1000	/* between two attempts to connect */
#define JITTER_MS	1000	/* that not all hosts come back at once */
#define DAY_NS		INT64_C(86400000000000)
#define KEEP_NS		(30 * DAY_NS)
#define ONCE_NS		INT64_C(600000000000)	/* doubles are known so long */
#define PENDING_MAX	1000000	/* messages that are read ahead */
#define HEARTBEAT_NS	INT64_C(10000000000)

static void connected(natsConnection *nc, void *data)
{
	(void)nc;
	(void)data;
}

static natsStatus set_options(natsOptions *o, const struct settings *s,
			      bool wait)
{
	char inbox[HOST_LEN + 16];
	natsStatus st;

	/* of its own: one host does not hear what is answered to others */
	snprintf(inbox, sizeof(inbox), "_INBOX.%s", s->host);
	st = natsOptions_SetServers(o, (const char **)s->servers,
				    s->nr_servers);
	if (!st)
		st = natsOptions_SetCustomInboxPrefix(o, inbox);
	if (!st)
		st = natsOptions_SetTimeout(o, TIMEOUT_MS);
	if (!st)
		st = natsOptions_SetMaxPendingMsgs(o, PENDING_MAX);
	if (!st && s->credentials)
		st = natsOptions_SetUserCredentialsFromFiles(o, s->credentials,
							     NULL);
	if (!st && s->user)
		st = natsOptions_SetUserInfo(o, s->user, s->password);
	if (!st && settings_secure(s))
		st = natsOptions_SetSecure(o, true);
	if (!st && s->ca)
		st = natsOptions_LoadCATrustedCertificates(o, s->ca);
	if (!st && s->certificate)
		st = natsOptions_LoadCertificatesChain(o, s->certificate,
						       s->key);
	if (!st && wait) {
		natsOptions_SetMaxReconnect(o, -1);
		natsOptions_SetReconnectWait(o, AGAIN_MS);
		natsOptions_SetReconnectJitter(o, JITTER_MS, JITTER_MS);
		/* without a callback it would wait here */
		st = natsOptions_SetRetryOnFailedConnect(o, true, connected,
							 NULL);
	}
	return st;
}

/* What the library says of the last error; it may have text of a server. */
static const char *why(natsStatus st)
{
	const char *text = nats_GetLastError(NULL);

	return shown(text && *text ? text : natsStatus_GetText(st));
}

int link_open(struct link *l, const struct settings *s, bool wait)
{
	natsStatus st;

	*l = (struct link){ 0 };
	if (settings_open_to_see(s))
		warn("without TLS others can read what is sent, and forge it: say tls://");
	st = natsOptions_Create(&l->options);
	if (!st)
		st = set_options(l->options, s, wait);
	if (!st)
		st = natsConnection_Connect(&l->connection, l->options);
	if (st == NATS_NOT_YET_CONNECTED)
		st = NATS_OK;
	if (!st)
		st = natsConnection_JetStream(&l->js, l->connection, NULL);
	if (st)
		return fail(EXIT_FAILED, "cannot connect to %s: %s",
			    shown(s->servers[0]), why(st));
	return 0;
}

void link_close(struct link *l)
{
	jsCtx_Destroy(l->js);
	natsConnection_Destroy(l->connection);
	natsOptions_Destroy(l->options);
	nats_Close();
}

bool link_is_up(const struct link *l)
{
	return natsConnection_Status(l->connection) == NATS_CONN_STATUS_CONNECTED;
}

/* What of it is set with the tools of NATS stays. */
static int make_stream(struct link *l, const char *name, const char *subject,
		       int64_t once_ns, int64_t per_subject)
{
	jsStreamInfo *info = NULL;
	jsStreamConfig config;
	natsStatus st;

	jsStreamConfig_Init(&config);
	st = js_GetStreamInfo(&info, l->js, name, NULL, NULL);
	if (!st)
		config = *info->Config;
	config.Name = name;
	config.Subjects = &subject;
	config.SubjectsLen = 1;
	config.MaxAge = KEEP_NS;
	config.Duplicates = once_ns;
	config.MaxMsgsPerSubject = per_subject;
	if (!st)
		st = js_UpdateStream(NULL, l->js, &config, NULL, NULL);
	else if (st == NATS_NOT_FOUND)
		st = js_AddStream(NULL, l->js, &config, NULL, NULL);
	jsStreamInfo_Destroy(info);
	return st ? fail(EXIT_FAILED, "cannot make the stream %s: %s", name,
			 why(st)) : 0;
}

int link_setup(struct link *l)
{
	int code = make_stream(l, STREAM_FINDINGS, SUBJECT_FINDING ">",
			       ONCE_NS, 0);

	return code ? code : make_stream(l, STREAM_HOSTS, SUBJECT_HOST "*", 0,
					 1);
}

const char *link_publish(struct link *l, const char *subject, const char *id,
			 const char *text)
{
	jsPubOptions options;
	natsStatus st;

	jsPubOptions_Init(&options);
	options.MaxWait = TIMEOUT_MS;
	options.MsgId = id;
	st = js_Publish(NULL, l->js, subject, text, strlen(text), &options,
			NULL);
	if (st == NATS_NO_RESPONDERS)
		return "there is no stream: 'cpuwarden fleet setup' makes it";
	return st ? why(st) : NULL;
}

/* How many messages come. */
static natsStatus count(natsSubscription *sub, uint64_t *n)
{
	jsConsumerInfo *info = NULL;
	natsStatus st = natsSubscription_GetConsumerInfo(&info, sub, NULL,
							 NULL);

	if (!st)
		*n = info->NumPending + info->Delivered.Consumer;
	jsConsumerInfo_Destroy(info);
	return st;
}

static natsStatus read_all(natsSubscription *sub, const char *prefix,
			   void (*take)(void *data, const char *words,
					uint64_t realtime_ns,
					const char *text, size_t len),
			   void *data)
{
	uint64_t left = 1, expected = 1;
	natsStatus st = NATS_OK;

	while (!st && left) {
		jsMsgMetaData *meta = NULL;
		natsMsg *msg = NULL;
		const char *subject;

		st = natsSubscription_NextMsg(&msg, sub, TIMEOUT_MS);
		if (!st)
			st = natsMsg_GetMetaData(&meta, msg);
		if (!st && meta->Sequence.Consumer != expected++)
			st = NATS_MISMATCH;
		if (!st) {
			left = meta->NumPending;
			subject = natsMsg_GetSubject(msg);
			if (!strncmp(subject, prefix, strlen(prefix)))
				take(data, subject + strlen(prefix),
				     meta->Timestamp, natsMsg_GetData(msg),
				     natsMsg_GetDataLength(msg));
		}
		jsMsgMetaData_Destroy(meta);
		natsMsg_Destroy(msg);
	}
	return st;
}

int link_read(struct link *l, const char *stream, const char *subject,
	      void (*take)(void *data, const char *words, uint64_t realtime_ns,
			   const char *text, size_t len),
	      void *data)
{
	const char *prefix = strcmp(stream, STREAM_HOSTS) ? SUBJECT_FINDING :
							    SUBJECT_HOST;
	natsSubscription *sub = NULL;
	jsSubOptions options;
	natsStatus st;
	uint64_t n = 0;

	jsSubOptions_Init(&options);
	options.Stream = stream;
	options.Config.DeliverPolicy = js_DeliverLastPerSubject;
	options.Config.AckPolicy = js_AckNone;
	/* without it a server cuts off who reads more slowly than it sends */
	options.Config.FlowControl = true;
	options.Config.Heartbeat = HEARTBEAT_NS;
	st = js_SubscribeSync(&sub, l->js, subject, NULL, &options, NULL);
	if (st)
		return fail(EXIT_FAILED, "cannot read the stream %s: %s",
			    stream, why(st));
	st = count(sub, &n);
	if (!st && n)
		st = read_all(sub, prefix, take, data);
	if (st)
		fail(EXIT_FAILED, "the stream %s is not read to its end: %s",
		     stream, why(st));
	natsSubscription_Unsubscribe(sub);
	natsSubscription_Destroy(sub);
	return st ? EXIT_FAILED : 0;
}
