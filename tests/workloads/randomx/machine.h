/* SPDX-License-Identifier: GPL-2.0-only */
/* The forms of RandomX, and a checked machine of one form to compute with. */
#ifndef CW_RANDOMX_MACHINE_H
#define CW_RANDOMX_MACHINE_H

#include <stdbool.h>
#include <stddef.h>

#include <randomx.h>

#define MAX_THREADS	1024

enum work {
	WORK_HASH,	/* what a miner does */
	WORK_DATASET,	/* what it does in the minutes before, if it has 2 GiB */
	WORK_CACHE,	/* and in the second before that: Argon2d */
};

struct form {
	const char *name;
	const char *kind;
	const char *title;
	enum work work;
	int flags;
};

extern const struct form forms[];
extern const size_t form_count;

/* An implementation of Argon2. */
struct argon2 {
	const char *name;
	int flags;	/* RANDOMX_FLAG_ARGON2... */
};

extern const struct argon2 argon2s[];
extern const size_t argon2_count;

struct coin;

/* What is computed on, of one form and one implementation of Argon2. */
struct machine {
	const struct form *form;
	const struct coin *coin;
	int flags;	/* RANDOMX_FLAG_... */
	unsigned int threads;
	randomx_cache *cache;
	randomx_dataset *dataset;
	bool dataset_is_full;
	randomx_vm *vm;
};

/* Return: what has this name, or NULL. */
const struct form *find_form(const char *name);
const struct coin *find_coin(const char *name);

/* Return: those of the flags that this CPU or the library cannot do. */
int missing_flags(int flags);

/*
 * Allocate what a machine has not yet; form, coin, flags and threads are set.
 * Return: 0, or -1 if there is not the memory of the kind.
 */
int open_machine(struct machine *m);

/* Keep cache and dataset, for another form that has both. */
void close_vm(struct machine *m);

void close_machine(struct machine *m);

/*
 * Compute the published digests with an opened machine. The dataset is that of
 * the first key, so with it only what has this key is checked.
 * Return: 0, 1 for a wrong digest, -1 if there was no memory.
 */
int check_machine(struct machine *m);

/* Return: a virtual machine more of the kind of @m, or NULL. */
randomx_vm *another_vm(const struct machine *m);

#endif /* CW_RANDOMX_MACHINE_H */
