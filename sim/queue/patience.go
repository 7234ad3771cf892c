package queue

import (
	"fmt"
	"math"

	"lojal/sim/fast"

	"gonum.org/v1/gonum/mathext"
)

// Kinds of patience.
const (
	None             = "none"             // waits until answered
	Exponential      = "exponential"      // Mean
	Lognormal        = "lognormal"        // Mean, Sigma of the logarithm
	Weibull          = "weibull"          // Mean, Shape
	Hyperexponential = "hyperexponential" // share P with Mean1, the others with Mean2
)

// Patience is the distribution of how long a contact is willing to wait.
type Patience struct {
	Kind   string
	AtOnce float64 // share, 0 to 1, that leaves at once if it would have to wait
	Mean   float64 // exponential, lognormal, weibull: seconds, without the share above
	Sigma  float64 // lognormal: of the logarithm
	Shape  float64 // weibull
	P      float64 // hyperexponential: share with the first mean
	Mean1  float64 // seconds
	Mean2  float64
}

// Check says what is wrong with the parameters, if anything.
func (p Patience) Check() error {
	if !(p.AtOnce >= 0 && p.AtOnce <= 1) {
		return fmt.Errorf("queue: share that leaves at once is %v; allowed is 0 to 1", p.AtOnce)
	}
	switch p.Kind {
	case None:
		return nil
	case Exponential:
		return positive("mean patience", p.Mean)
	case Lognormal:
		return first(positive("mean patience", p.Mean), notNegative("sigma of patience", p.Sigma))
	case Weibull:
		return first(positive("mean patience", p.Mean), positive("shape of patience", p.Shape))
	case Hyperexponential:
		if !(p.P >= 0 && p.P <= 1) {
			return fmt.Errorf("queue: share of the first mean patience is %v; allowed is 0 to 1", p.P)
		}
		return first(positive("first mean patience", p.Mean1), positive("second mean patience", p.Mean2))
	}
	return fmt.Errorf("queue: unknown kind of patience %q", p.Kind)
}

func positive(what string, x float64) error {
	if x > 0 && !math.IsInf(x, 1) {
		return nil
	}
	return fmt.Errorf("queue: %s is %v; it must be above 0 and finite", what, x)
}

func notNegative(what string, x float64) error {
	if x >= 0 && !math.IsInf(x, 1) {
		return nil
	}
	return fmt.Errorf("queue: %s is %v; it must be 0 or more and finite", what, x)
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Endless tells whether some contacts never leave.
func (p Patience) Endless() bool { return p.Kind == None && p.AtOnce < 1 }

// Gone is the share that has left within x seconds of waiting; Gone(0) is the
// share that leaves at once.
func (p Patience) Gone(x float64) float64 {
	return p.AtOnce + (1-p.AtOnce)*p.gone(x)
}

// Left is the share still waiting after x seconds, S(x).
func (p Patience) Left(x float64) float64 {
	return (1 - p.AtOnce) * p.left(x)
}

// Waited is the mean time in the queue, in seconds, of a contact that is
// offered a wait of x: H(x) = ∫₀ˣ S, the mean of the smaller of x and patience.
func (p Patience) Waited(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return (1 - p.AtOnce) * p.waited(x)
}

// smooth tells whether S is analytic at zero.
func (p Patience) smooth() bool { return p.Kind != Lognormal && p.Kind != Weibull }

// meanWaited is Waited without end: the mean patience, 0 for the share that
// leaves at once; +Inf for endless patience.
func (p Patience) meanWaited() float64 {
	mean := p.Mean
	switch {
	case p.AtOnce == 1:
		return 0
	case p.Kind == None:
		return math.Inf(1)
	case p.Kind == Hyperexponential:
		mean = p.P*p.Mean1 + (1-p.P)*p.Mean2
	}
	return (1 - p.AtOnce) * mean
}

func (p Patience) gone(x float64) float64 {
	switch p.Kind {
	case Exponential:
		return goneExp(x, p.Mean)
	case Hyperexponential:
		return p.P*goneExp(x, p.Mean1) + (1-p.P)*goneExp(x, p.Mean2)
	case Lognormal:
		return normal(p.score(x))
	case Weibull:
		return -math.Expm1(-math.Pow(x/p.scale(), p.Shape))
	}
	return 0
}

func (p Patience) left(x float64) float64 {
	switch p.Kind {
	case Exponential:
		return leftExp(x, p.Mean)
	case Hyperexponential:
		return p.P*leftExp(x, p.Mean1) + (1-p.P)*leftExp(x, p.Mean2)
	case Lognormal:
		return normal(-p.score(x))
	case Weibull:
		return math.Exp(-math.Pow(x/p.scale(), p.Shape))
	}
	return 1
}

func (p Patience) waited(x float64) float64 {
	switch p.Kind {
	case Exponential:
		return p.Mean * goneExp(x, p.Mean)
	case Hyperexponential:
		return p.P*p.Mean1*goneExp(x, p.Mean1) + (1-p.P)*p.Mean2*goneExp(x, p.Mean2)
	case Lognormal:
		z := p.score(x) // ∫₀ˣ t f(t) dt = mean · Φ(z − σ)
		return x*normal(-z) + p.Mean*normal(z-p.Sigma)
	case Weibull:
		return x*p.left(x) + p.lost(x, 1)
	}
	return x
}

// lostBy is ∫₀ˣ tʳ dF(t), with F the share gone: the time spent, or its square,
// by those who leave within x seconds. A sum of positive terms, unlike H − x·S.
func (p Patience) lostBy(x, r float64) float64 {
	if !(x > 0) {
		return 0
	}
	return (1 - p.AtOnce) * p.lost(x, r)
}

func (p Patience) lost(x, r float64) float64 {
	switch p.Kind {
	case Exponential:
		return lostExp(x, p.Mean, r)
	case Hyperexponential:
		return p.P*lostExp(x, p.Mean1, r) + (1-p.P)*lostExp(x, p.Mean2, r)
	case Lognormal:
		return math.Pow(p.Mean, r) * math.Exp(p.Sigma*p.Sigma*r*(r-1)/2) * normal(p.score(x)-r*p.Sigma)
	case Weibull: // by substitution an incomplete gamma function
		a := 1 + r/p.Shape
		return p.moment(r) * mathext.GammaIncReg(a, math.Pow(x/p.scale(), p.Shape))
	}
	return 0
}

// moment is the mean of patience to the power r, for r of 1 or 2.
func (p Patience) moment(r float64) float64 {
	exp := func(mean float64) float64 { return math.Gamma(1+r) * math.Pow(mean, r) }
	switch p.Kind {
	case Exponential:
		return exp(p.Mean)
	case Hyperexponential:
		return p.P*exp(p.Mean1) + (1-p.P)*exp(p.Mean2)
	case Lognormal:
		return math.Pow(p.Mean, r) * math.Exp(p.Sigma*p.Sigma*r*(r-1)/2)
	case Weibull:
		return math.Pow(p.Mean, r) * math.Exp(logGamma(1+r/p.Shape)-r*logGamma(1+1/p.Shape))
	}
	return math.Inf(1)
}

// varianceWaited is the variance of Waited without end.
func (p Patience) varianceWaited() float64 {
	switch {
	case p.AtOnce == 1:
		return 0
	case p.Kind == None:
		return math.Inf(1)
	}
	mean := p.meanWaited()
	return max(0, (1-p.AtOnce)*p.moment(2)-mean*mean)
}

// lostExp is ∫₀ˣ tʳ dF for an exponential F and r of 1 or 2.
func lostExp(x, mean, r float64) float64 {
	return math.Gamma(1+r) * math.Pow(mean, r) * mathext.GammaIncReg(1+r, x/mean)
}

func logGamma(x float64) float64 {
	l, _ := math.Lgamma(x)
	return l
}

// score is the normal score of ln x. Without spread it is ±Inf.
func (p Patience) score(x float64) float64 {
	d := math.Log(x/p.Mean) + p.Sigma*p.Sigma/2
	if d == 0 {
		return 0
	}
	return d / p.Sigma
}

func (p Patience) scale() float64 { return p.Mean / math.Gamma(1+1/p.Shape) }

func goneExp(x, mean float64) float64 {
	if mean <= 0 {
		return 1
	}
	return -math.Expm1(-x / mean)
}

func leftExp(x, mean float64) float64 {
	if mean <= 0 {
		return 0
	}
	return fast.Exp(-x / mean)
}

// normal is the standard normal distribution function.
func normal(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }
