// Package calls plays every contact of a contact centre, one by one, week by
// week. It stands where [lojal/sim/queue.Pool] stands, but knows chance: skills,
// priorities, individual agents, redials and cases that come back.
//
// An [Engine] is made for [Rules], pointed at a seed and a replication, and then
// given one [Week] after the other; it writes what happened to a [Tally].
//
// # Who comes
//
// Fresh contacts of a type and day are a unit-rate Poisson process run through
// the cumulative intensity. The i-th of them is a case, named (type, day, i); its
// handle time, patience and outcome are the i-th draws of streams of their own,
// so that they stay the same whatever the staffing is. A contact that abandons may
// redial after an exponential delay of opening time; a case that was served and
// not solved may come back after an exponential number of days, rounded up, moved
// to the next open day, at a time of the day's profile. Both draw from a stream
// named by their case and attempt.
//
// # Who serves
//
// The agents present on a day are put in an order that starts at a random place.
// At a step up of the staffing those who have been off the queue longest come on.
// At a step down some leave: under [Finish] those who have been on longest, under
// [NextFree] those who are or will be free first. Either way they take no more
// contacts and finish what they have in hand. The rule matters: with [NextFree]
// the queue loses capacity at once, with [Finish] when the contacts end, and
// abandonment moves by a tenth.
//
// A fractional number of agents x is the whole number ⌊x + u⌋. One u is drawn for
// a week and group, and goes on by the golden section from day to day, so that
// each day's u is uniform, a week's sum is close to its mean, and the same x gives
// the same number all day.
//
// A phone or chat contact goes to an idle agent of the group that prefers it most
// (a group without preference comes last), of them to the longest idle; a chat
// goes first of all to an agent with the fewest chats in hand. Who becomes free
// serves the waiting contact of the smallest priority, then of the group's
// preference, then the one that waits longest. Waits are cut off at
// [queue.CutOff], as in the analytic answer. E-mail fills the time in which an
// agent has nothing else in hand; it is put aside for a phone or chat contact, at
// the end of a shift and over night, and resumed by any agent with the skill, the
// oldest first. It never changes who serves which phone or chat contact.
//
// # Closing
//
// After the last half hour nobody arrives. What waits is served by the agents of
// the last half hour, or dropped. Where a day runs on into the next, queue and
// agents go on; a redial, a contact in the queue or one in hand is carried over.
//
// # Two paths
//
// Where all agents serve all contacts first come first served, the fate of a
// contact is known when it arrives (Kiefer and Wolfowitz 1955): it starts when
// the first agent becomes free. Free times are kept in a packed winner tree (file
// line.go). Everything else is played event by event (file floor.go), the end of a
// contact in hand only where it matters (file teams.go). Where both apply they give
// the same figures.
package calls
