/* SPDX-License-Identifier: GPL-2.0-only */
/* What zsh and fish are to know of the command line, on stdout. */
#ifndef _TOOL_GEN_SHELLS_H
#define _TOOL_GEN_SHELLS_H

/* Behind cpuwarden.zsh-completion and cpuwarden.fish-completion; 0. */
int zsh_completion(void);
int fish_completion(void);

#endif /* _TOOL_GEN_SHELLS_H */
