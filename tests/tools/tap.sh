# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The Test Anything Protocol, for the tests in sh. Sourced; wants a directory
# to write to in $work.
: "${work:?}"

tap_run=0
tap_failed=0
echo "TAP version 13"

# ok NAME: the result of the command before it
ok() {
	tap_status=$?
	tap_run=$((tap_run + 1))
	if [ "$tap_status" -eq 0 ]; then
		echo "ok $tap_run - $1"
	else
		tap_failed=$((tap_failed + 1))
		echo "not ok $tap_run - $1"
		[ ! -f "$work/out" ] || sed 's/^/# out: /' "$work/out"
		[ ! -f "$work/err" ] || sed 's/^/# err: /' "$work/err"
	fi
}

skip() {
	tap_run=$((tap_run + 1))
	echo "ok $tap_run - $1 # SKIP $2"
}

# tap_done: print the plan; the status is the test's
tap_done() {
	echo "1..$tap_run"
	[ "$tap_failed" -eq 0 ] && [ "$tap_run" -gt 0 ]
}

# run STATUS COMMAND...: is that the exit code? Output to $work/out, $work/err
run() {
	tap_expected=$1
	shift
	"$@" >"$work/out" 2>"$work/err" </dev/null
	tap_got=$?
	[ "$tap_got" -eq "$tap_expected" ] && return 0
	echo "# exit code $tap_got, not $tap_expected: $*"
	return 1
}

# Does the output, or what went to stderr, hold this fixed string?
out_has() {
	grep -qF -e "$1" "$work/out"
}

err_has() {
	grep -qF -e "$1" "$work/err"
}

# until_s SECONDS COMMAND...: does it come true in time?
until_s() {
	tap_end=$(($(date +%s) + $1))
	shift
	until "$@"; do
		[ "$(date +%s)" -lt "$tap_end" ] || return 1
		sleep 0.2
	done
}
