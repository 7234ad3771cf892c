// Package queue answers how long contacts wait for agents and how many leave
// before they are answered.
//
// [Station] is one queue in steady state, answered exactly: Poisson arrivals,
// exponential handle times, n agents, first come first served, and patience of
// any shipped kind (M/M/n+G). Erlang C is the case without abandonment,
// Erlang A the case of exponential patience. [ErlangB] is the queue without
// waiting room.
//
// [Pool] is the same theory prepared once for a mix of contact types and then
// answered many times, half hour by half hour; [Table] interpolates between such
// answers; [Backlog] carries what the steady state does not know, the queue left
// over from the half hour before.
//
// Times are in seconds, rates per second, probabilities are shares of the
// contacts offered unless a name says otherwise.
//
// The theory of M/M/n+G: Baccelli and Hebuterne (1981); Zeltyn and Mandelbaum,
// "Call centers with impatient customers", Queueing Systems 51 (2005) 361–402.
// With S(x) the share still waiting after x, H(x) = ∫₀ˣ S and
// φ(x) = λH(x) − nμx, the wait that a contact is offered has the density
//
//	v(x) = λ e^φ(x) / (E + λJ),  J = ∫₀^∞ e^φ,  E = 1 / B(n−1),
//
// B being Erlang's loss formula. Everything else is an integral against v.
package queue
