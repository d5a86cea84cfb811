# SPDX-License-Identifier: GPL-2.0-only
# cpuwarden-guard.conf(5) from the section "The policy" of docs/guard.md.
# usage: awk -f guard-conf.awk docs/guard.md

function text(s,   before, after, label) {
	gsub(/\\/, "\\e", s)
	while (match(s, /\[[^]]*\]\([^)]*\)/)) {
		before = substr(s, 1, RSTART - 1)
		after = substr(s, RSTART + RLENGTH)
		label = substr(s, RSTART + 1, index(substr(s, RSTART), "](") - 2)
		s = before label after
	}
	while (match(s, /`[^`]*`/))
		s = substr(s, 1, RSTART - 1) "\\fB" \
			substr(s, RSTART + 1, RLENGTH - 2) "\\fR" \
			substr(s, RSTART + RLENGTH)
	gsub(/\*\*/, "", s)
	gsub(/-/, "\\-", s)
	sub(/^[.']/, "\\\\\\&&", s)
	return s
}

BEGIN {
	print ".TH CPUWARDEN-GUARD.CONF 5 \"\" cpuwarden"
	print ".SH NAME\ncpuwarden-guard.conf \\- what cpuwarden guard does about which finding"
	print ".SH SYNOPSIS\n.I /etc/cpuwarden/guard.conf\n.SH DESCRIPTION"
}

/^## / { on = $0 == "## The policy"; next }
!on { next }
/^\|---/ || /^\|[^|]*\| \|$/ { next }
/^\| / {
	split($0, cell, / \| /)
	sub(/^\| /, "", cell[1])
	print ".TP\n" text(cell[1])
	rest = substr($0, length(cell[1]) + 6)
	sub(/ *\|$/, "", rest)
	print text(rest)
	next
}
/./ { print ".PP\n" text($0) }

END {
	print ".SH EXAMPLE\nThe file that is installed has one."
	print ".SH SEE ALSO\n.BR cpuwarden (8)"
}
