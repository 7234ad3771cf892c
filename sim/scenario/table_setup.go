package scenario

import "math"

// gapSignals are the signals of which training, initiatives and assistance may
// close a share of the remaining gap.
var gapSignals = []string{"resolution", "information", "attitude", "understanding", "fairness", "reliability", "care"}

// signals are what a driver may read: the same, and the wait in seconds.
var signals = append([]string{"wait"}, gapSignals...)

var none = math.Inf(-1) // no lower bound

// setupKeys are how the run is made and told.
var setupKeys = []Key{
	{Path: "format", Kind: Whole, Min: 1, Max: 1,
		Name: Text{"Format", "Format"},
		Help: Text{"Version of the file format; always 1.", "Versjon av filformatet; alltid 1."}},
	{Path: "name", Kind: Words,
		Name: Text{"Name", "Navn"},
		Help: Text{"What the plan is called in lists, pictures and reports.", "Hva planen heter i lister, figurer og rapporter."}},
	{Path: "extends", Kind: Words,
		Name: Text{"Extends", "Bygger på"},
		Help: Text{"The scenario whose values hold where this file gives none: a file in the same folder or library:NAME.",
			"Scenarioet som gjelder der denne filen ikke sier noe: en fil i samme mappe eller library:NAVN."}},

	{Path: "story.question", Kind: Words,
		Name: Text{"Question", "Spørsmål"},
		Help: Text{"What is to be decided; printed in reports.", "Hva som skal avgjøres; står i rapporter."}},
	{Path: "story.hypothesis", Kind: Words,
		Name: Text{"Hypothesis", "Hypotese"},
		Help: Text{"What is believed before the simulation; printed in reports.", "Hva man tror før simuleringen; står i rapporter."}},
	{Path: "story.findings", Kind: Words,
		Name: Text{"Findings", "Funn"},
		Help: Text{"What the simulation showed; printed in reports.", "Hva simuleringen viste; står i rapporter."}},
	{Path: "story.decision", Kind: Words,
		Name: Text{"Decision", "Beslutning"},
		Help: Text{"What was decided; printed in reports.", "Hva som ble bestemt; står i rapporter."}},

	{Path: "run.start", Kind: Date, Default: "2026-01-05",
		Name: Text{"Start", "Start"},
		Help: Text{"The Monday on which week 0 begins.", "Mandagen uke 0 begynner."}},
	{Path: "run.weeks", Kind: Whole, Unit: Weeks, Min: 1, Max: 520, Low: 26, High: 156, Step: 1, Default: "104",
		Name: Text{"Weeks", "Uker"},
		Help: Text{"Length of the horizon; a year is 52 weeks.", "Lengden på perioden; et år er 52 uker."}},
	{Path: "run.replications", Kind: Whole, Min: 1, Max: 1e6, Low: 200, High: 10000, Step: 100, Default: "1000",
		Name: Text{"Replications", "Gjentakelser"},
		Help: Text{"How many futures are simulated; four times as many halve the simulation error.",
			"Hvor mange framtider som simuleres; fire ganger så mange halverer simuleringsfeilen."}},
	{Path: "run.seed", Kind: Whole, Min: 0, Max: math.MaxInt64, Step: 1, Default: "1",
		Name: Text{"Seed", "Frø"},
		Help: Text{"Names the futures that are drawn; plans with the same seed meet the same ones.",
			"Navngir framtidene som trekkes; planer med samme frø møter de samme."}},
	{Path: "run.queue", Kind: Choice, Choices: []string{"analytic", "calls"}, Default: `"analytic"`,
		Name: Text{"Queue", "Kø"},
		Help: Text{"How waits are found: analytic answers each half hour by exact theory, calls plays every contact.",
			"Hvordan ventetid beregnes: analytic svarer hver halvtime med eksakt teori, calls spiller av hver henvendelse."}},
	{Path: "run.precision", Kind: Figure, Min: 0, Max: 1, Low: 0.002, High: 0.05, Step: 0.001, Default: "0.0",
		Name: Text{"Precision", "Presisjon"},
		Help: Text{"Above 0: simulates on in blocks of 100 until the relative half-width of every watched figure is at most this.",
			"Over 0: simulerer videre i bolker på 100 til den relative halvbredden for alle fulgte nøkkeltall er høyst dette."}},
	{Path: "run.watch", Kind: TextList, Default: `["satisfaction_lasting", "churn", "cost"]`,
		Name: Text{"Watched figures", "Fulgte nøkkeltall"},
		Help: Text{"The key figures that precision is about.", "Nøkkeltallene presisjonen gjelder."}},
	{Path: "run.currency", Kind: Words, Default: `"NOK"`,
		Name: Text{"Currency", "Valuta"},
		Help: Text{"What money is counted in.", "Hva penger telles i."}},
}

// otherKeys are what is wanted, what hangs together, where values come from and
// what a workshop shows.
var otherKeys = []Key{
	{Path: "targets.*", Kind: TargetKind, Min: none,
		Name: Text{"Target", "Mål"},
		Help: Text{"A key figure that shall be at least or at most a value, over the horizon or by a week.",
			"Et nøkkeltall som skal være minst eller høyst en verdi, over perioden eller innen en uke."}},
	{Path: "correlations.*", Kind: RankKind, Min: -1, Max: 1, Step: 0.1,
		Name: Text{"Correlation", "Samvariasjon"},
		Help: Text{"Rank correlation of two uncertain values, from −1 to 1.", "Rangkorrelasjon mellom to usikre verdier, fra −1 til 1."}},
	{Path: "sources.*", Kind: SourceKind,
		Name: Text{"Source", "Kilde"},
		Help: Text{"Where a value comes from, and how sure it is: high, medium, low or guess.",
			"Hvor en verdi kommer fra, og hvor sikker den er: high, medium, low eller guess."}},
	{Path: "workshop.levers", Kind: TextList,
		Name: Text{"Workshop levers", "Spaker i arbeidsmøtet"},
		Help: Text{"The keys that are shown as levers in a workshop.", "Nøklene som vises som spaker i et arbeidsmøte."}},
	{Path: "workshop.minutes", Kind: Whole, Min: 1, Max: 600, Step: 5, Default: "45",
		Name: Text{"Workshop minutes", "Minutter i arbeidsmøtet"},
		Help: Text{"How long the workshop takes.", "Hvor lenge arbeidsmøtet varer."}},
	{Path: "workshop.step.*.text", Kind: Words,
		Name: Text{"Step", "Steg"},
		Help: Text{"What is asked before the answer is shown.", "Hva det spørres om før svaret vises."}},
	{Path: "workshop.step.*.room", Kind: Choice, Choices: []string{"answer", "why", "find", "operations", "assumptions"}, Default: `"answer"`,
		Name: Text{"Room", "Rom"},
		Help: Text{"The view that shows the answer.", "Visningen som viser svaret."}},
	{Path: "workshop.step.*.set", Kind: SettingsKind,
		Name: Text{"Settings", "Innstillinger"},
		Help: Text{"Values that are set when the answer is shown.", "Verdier som settes når svaret vises."}},
}
