package scenario

import "time"

// Plan is a scenario made concrete for one replication: every uncertain value
// drawn, every plan over time laid out week by week, every default filled in.
// It is what the engine reads. Units are those of the key table: seconds,
// shares of 1, currency, people, weeks; a rate names its period.
//
// The tag `key` is the path of the field below its parent's; the plan is filled
// by these tags, so that a key of the table has exactly one field here.
type Plan struct {
	Weeks int
	Start time.Time // the Monday of week 0, UTC

	Now        Now        `key:"world.now"`
	Customers  Customers  `key:"world.customers"`
	Demand     Demand     `key:"world.demand"`
	Contacts   []Contact  `key:"world.contact"`
	Labour     Labour     `key:"world.labour"`
	Quality    Quality    `key:"world.quality"`
	Resolution Resolution `key:"world.resolution"`
	Learning   Learning   `key:"world.training"`
	Automation Automation `key:"world.automation"`
	Satisfied  Satisfied  `key:"world.satisfaction"`
	Loyalty    Loyalty    `key:"world.loyalty"`
	Decisions  Decisions  `key:"decisions"`
	Costs      Costs      `key:"costs"`
}

// Series is a value for each week of the horizon.
type Series []float64

// Now is the state before week 0, under which everything in the world was
// observed. Decisions act by their difference from it. A key that the file does
// not give is the root scenario's decision of week 0.
type Now struct {
	Headcount      float64 `key:"headcount"`
	TrainingSpend  float64 `key:"training_spend"`
	PracticeShare  float64 `key:"practice_share"`
	RefresherWeeks float64 `key:"refresher_every_weeks"`
	InductionWeeks float64 `key:"induction_weeks"`
	Shrinkage      float64 `key:"shrinkage"` // mean over the year
	HoursPerWeek   float64 `key:"hours_per_week"`
	Advice         float64 `key:"advice"`
	AutomationAt   float64 `key:"automation_share"`
	HumanFollowUp  float64 `key:"human_follow_up"`
	Assist         float64 `key:"assist"`
}

// Customers is the customer base.
type Customers struct {
	Initial       float64   `key:"initial"`
	NewPerWeek    Series    `key:"new_per_week"`
	MarginPerYear float64   `key:"margin_per_year"`
	NeedsPerYear  Series    `key:"needs_per_year"`
	DiscountRate  float64   `key:"discount_rate"`
	Season        []float64 `key:"season"` // 12 monthly indices, mean 1
}

// Demand is when needs arise.
type Demand struct {
	Weekday    []float64   `key:"weekday"` // Monday first, 5 to 7 entries, mean 1
	Opens      float64     `key:"opens"`   // seconds after midnight
	Profile    []float64   `key:"profile"` // a weight for each half hour from opening, mean 1
	DayCV      float64     `key:"day_cv"`
	IntervalCV float64     `key:"interval_cv"`
	ForecastCV float64     `key:"forecast_cv"`
	Closed     []time.Time `key:"closed"`
}

// Contact is one type of contact.
type Contact struct {
	Name            string   `key:"name"`
	Channel         string   `key:"channel"` // phone, chat or email
	Share           float64  `key:"share"`
	HandleTime      float64  `key:"handle_time"`
	HandleTimeSigma float64  `key:"handle_time_sigma"`
	HandleTimeKind  string   `key:"handle_time_kind"` // lognormal or exponential
	Patience        Patience `key:"patience"`
	Redial          float64  `key:"redial"`
	RedialDelay     float64  `key:"redial_delay"`
	AnswerWithin    float64  `key:"answer_within"`
	Difficulty      float64  `key:"difficulty"`
	Priority        float64  `key:"priority"`
	Concurrent      float64  `key:"concurrent"`
}

// Patience is the distribution of how long a customer is willing to wait.
type Patience struct {
	Kind   string  // exponential, lognormal, weibull, hyperexponential or none
	AtOnce float64 // share that hangs up at once
	Mean   float64 // exponential, lognormal, weibull: seconds
	Sigma  float64 // lognormal: of the logarithm
	Shape  float64 // weibull
	P      float64 // hyperexponential: share with the first mean
	Mean1  float64
	Mean2  float64
}

// Labour is the labour market and how people learn and leave.
type Labour struct {
	AttritionMonthly  [][2]float64 `key:"attrition_monthly"` // from tenure month, probability a month
	OccupancyComfort  float64      `key:"occupancy_comfort"`
	OccupancyEffect   float64      `key:"occupancy_effect"`
	WeeksToHire       float64      `key:"weeks_to_hire"`
	InductionDropout  float64      `key:"induction_dropout"`
	NewHireTimeFactor float64      `key:"new_hire_time_factor"`
	ProficiencyMonths float64      `key:"proficiency_months"`
	AgentSpread       float64      `key:"agent_spread"`
	Absence           float64      `key:"absence"`
}

// Quality is the level of each signal for a proficient agent, 0 to 1.
type Quality struct {
	Information   float64 `key:"information"`
	Attitude      float64 `key:"attitude"`
	Understanding float64 `key:"understanding"`
	Fairness      float64 `key:"fairness"`
	NoviceLoss    float64 `key:"novice_loss"`
	Strain        float64 `key:"strain"`
}

// Resolution is how often a case is solved and what happens when it is not.
type Resolution struct {
	FCR                float64 `key:"fcr"`
	NoviceLoss         float64 `key:"novice_loss"`
	Recontact          float64 `key:"recontact"`
	RecontactDelayDays float64 `key:"recontact_delay_days"`
	DifficultyEffect   float64 `key:"difficulty_effect"` // log-odds of solving a unit of difficulty
	DifficultyTime     float64 `key:"difficulty_time"`   // factor on handle time a unit of difficulty
}

// Learning is what training does.
type Learning struct {
	HalfSpend       float64 `key:"half_spend"`
	MaxGapClosed    float64 `key:"max_gap_closed"`
	AttritionFactor float64 `key:"attrition_factor"`
	HalfLifeMonths  float64 `key:"half_life_months"`
	HoursPer1000    float64 `key:"hours_per_1000"`
	PracticeGain    float64 `key:"practice_gain"`
	Focus           float64 `key:"focus"` // initiatives
}

// Automation is what machines can do and how customers take it.
type Automation struct {
	Engage             float64      `key:"engage"`
	Resolve            [][2]float64 `key:"resolve"` // difficulty, share resolved
	ReassuranceLeak    float64      `key:"reassurance_leak"`
	GiveUp             float64      `key:"give_up"`
	HandoverPenalty    float64      `key:"handover_penalty"`
	ResidualDifficulty float64      `key:"residual_difficulty"`
	TrustNow           float64      `key:"trust_now"`
	TrustGain          float64      `key:"trust_gain"`
	TrustLoss          float64      `key:"trust_loss"`
	TrustCeiling       float64      `key:"trust_ceiling"`
	MachineTone        float64      `key:"machine_tone"` // against a proficient agent's
	AssistTime         float64      `key:"assist_time"`
	AssistQuality      float64      `key:"assist_quality"`
}

// Satisfied is the driver model: what happened in a contact, as satisfaction.
type Satisfied struct {
	Base         Base      `key:"base"`
	Span         float64   `key:"span"`
	PerAttempt   float64   `key:"per_attempt"`
	LossAversion float64   `key:"loss_aversion"`
	Drivers      []Driver  `key:"driver"`  // of the moment
	Lasting      []Driver  `key:"lasting"` // of what stays
	Interplay    Interplay `key:"interplay"`
}

// Base is the level of the satisfaction scale.
type Base struct {
	Calibrated bool // so that world.now gives the reference
	Value      float64
}

// Driver is one term of a driver model.
type Driver struct {
	Name   string  `key:"name"`
	Signal string  `key:"signal"`
	Weight float64 `key:"weight"`
	Norm   float64 `key:"norm"` // the level, 0 to 1, that feels neutral
	Curve  Curve   `key:"curve"`
}

// Curve turns a signal into a level from 0 to 1.
type Curve struct {
	Kind  string       // linear, logistic, threshold, saturating or points
	At    [][2]float64 // points: signal, level; rising in the signal
	Mid   float64      // logistic, threshold: signal at the middle or the step
	Slope float64      // logistic: per unit of the signal
	Half  float64      // saturating: signal at which half is reached
}

// Interplay names the drivers of which the worst one counts on its own.
type Interplay struct {
	Of     []string `key:"of"`
	Weight float64  `key:"weight"`
}

// Loyalty is how satisfaction turns into staying or leaving.
type Loyalty struct {
	ChurnPerYear     float64 `key:"churn_per_year"`
	Reference        float64 `key:"reference"`
	OddsRatioPer10   float64 `key:"odds_ratio_per_10"`
	Gain             float64 `key:"gain"`
	MemoryGoodMonths float64 `key:"memory_good_months"`
	MemoryBadMonths  float64 `key:"memory_bad_months"`
	Newcomer         float64 `key:"newcomer"`
	NewcomerOdds     float64 `key:"newcomer_odds"`
	NewcomerMonths   float64 `key:"newcomer_months"`
	ComplaintRate    float64 `key:"complaint_rate"`
	UnsolvedEffect   float64 `key:"unsolved_effect"`
	RepeatEffect     float64 `key:"repeat_effect"` // an earlier attempt
	WordOfMouth      float64 `key:"word_of_mouth"`
}

// Decisions is what a planner chooses.
type Decisions struct {
	Staffing    Staffing     `key:"staffing"`
	Groups      []Group      `key:"group"`
	Training    Training     `key:"training"`
	Style       Style        `key:"style"`
	Automation  Automate     `key:"automation"`
	Initiatives []Initiative `key:"initiative"`
}

// Staffing is how many people, when.
type Staffing struct {
	Headcount    Series    `key:"headcount"`
	Hire         string    `key:"hire"`      // replace, plan or freeze
	Reduce       string    `key:"reduce"`    // attrition or at_once
	Shrinkage    []float64 `key:"shrinkage"` // 12 monthly values
	HoursPerWeek Series    `key:"hours_per_week"`
	Coverage     Coverage  `key:"coverage"`
	ShiftEnd     string    `key:"shift_end"` // finish or next_free
	Closing      string    `key:"closing"`   // serve or drop
}

// Coverage spreads the staffed hours over the opening week.
type Coverage struct {
	Kind    string    // demand, flat or weights
	Weights []float64 // weights: one a half hour of the opening week
}

// Group is a part of the agents with skills of its own.
type Group struct {
	Name   string   `key:"name"`
	Share  float64  `key:"share"`
	Skills []string `key:"skills"`
}

// Training is what is spent on it, and how.
type Training struct {
	SpendPerAgentMonth Series `key:"spend_per_agent_month"`
	InductionWeeks     Series `key:"induction_weeks"`
	RefresherWeeks     Series `key:"refresher_every_weeks"`
	PracticeShare      Series `key:"practice_share"`
}

// Style is handle time against quality.
type Style struct {
	Advice Series `key:"advice"` // −1 production line to +1 advice centre
}

// Automate is how much automation, and with what follow-up.
type Automate struct {
	Share         Series `key:"share"`
	HumanFollowUp Series `key:"human_follow_up"`
	Assist        Series `key:"assist"`
}

// Initiative is a programme with a cost and an effect. What `use` takes from
// the catalogue is filled in.
type Initiative struct {
	Name         string             `key:"name"`
	StartWeek    float64            `key:"start_week"`
	Cost         float64            `key:"cost"`           // euro for a team of costs.catalogue_team
	CostPerMonth float64            `key:"cost_per_month"` // likewise
	Months       float64            `key:"months"`         // until the full effect
	Effects      map[string]float64 `key:"effects"`        // signal: share of the gap closed
	Attrition    float64            `key:"attrition"`      // factor
	HandleTime   float64            `key:"handle_time"`    // factor
	Credibility  float64            `key:"credibility"`    // 0 to 1, multiplies the claimed effect
	RepeatMonths float64            `key:"repeat_months"`  // 0: once
	LastsMonths  float64            `key:"lasts_months"`   // 0: for good

	HalfLifeMonths float64 `key:"half_life_months"` // of the effect; 0: it lasts
}

// Costs are prices.
type Costs struct {
	AgentHour         float64 `key:"agent_hour"`
	Hire              float64 `key:"hire"`
	ContactAutomated  float64 `key:"contact_automated"`
	AutomationPerYear float64 `key:"automation_per_year"`
	AssistAgentMonth  float64 `key:"assist_agent_month"`
	CatalogueTeam     float64 `key:"catalogue_team"`
	Eur               float64 `key:"eur"`
}
