package scenario

import "slices"

// satisfactionKeys are the driver model and what satisfaction does to loyalty.
var satisfactionKeys = slices.Concat(modelKeys, driverKeys("driver", "moment", "øyeblikket"),
	driverKeys("lasting", "what stays", "det varige"), interplayKeys, loyaltyKeys)

var modelKeys = []Key{
	{Path: "world.satisfaction.model", Kind: Words, Default: `"ksindeks"`,
		Name:   Text{"Driver model", "Drivermodell"},
		Help:   Text{"A shipped driver model, a file of one, or none; drivers written in the scenario override it by name.", "En medfølgende drivermodell, en fil med en, eller none; drivere i scenarioet overstyrer ved navn."},
		Source: "KSIndeks' order of drivers", Confidence: "medium"},
	{Path: "world.satisfaction.base", Kind: BaseKind, Unit: Points, Max: 100, Step: 1, Default: `"calibrated"`,
		Name:   Text{"Base level", "Grunnivå"},
		Help:   Text{"Level of the satisfaction scale; calibrated sets it so that the present state gives the reference.", "Nivået på tilfredshetsskalaen; calibrated setter det slik at dagens tilstand gir referansen."},
		Source: "calibration", Confidence: "high"},
	{Path: "world.satisfaction.span", Kind: Figure, Unit: Points, Max: 1000, Low: 40, High: 80, Step: 1, Default: "60",
		Name:   Text{"Span", "Spenn"},
		Help:   Text{"Points between the worst and the best contact, before loss aversion.", "Poeng mellom den verste og den beste kontakten, før tapsaversjon."},
		Source: "assumption", Confidence: "guess"},
	{Path: "world.satisfaction.per_attempt", Kind: Figure, Unit: Points, Max: 100, Low: 10, High: 20, Step: 1, Default: "15",
		Name:   Text{"Loss per extra contact", "Tap per ekstra kontakt"},
		Help:   Text{"Points lost for each earlier attempt at the same case.", "Poeng som tapes for hvert tidligere forsøk i samme sak."},
		Source: "SQM Group: about 15 points a call", Confidence: "medium"},
	{Path: "world.satisfaction.loss_aversion", Kind: Figure, Unit: Factor, Min: 1, Max: 10, Low: 1.5, High: 2.5, Step: 0.1, Default: "2.0",
		Name:   Text{"Loss aversion", "Tapsaversjon"},
		Help:   Text{"How much heavier it weighs to fall short than to exceed.", "Hvor mye tyngre det veier å komme til kort enn å overgå."},
		Source: "Mittal, Ross & Baldasare 1998, direction", Confidence: "medium"},
}

// driverKeys are the rows of one list of drivers.
func driverKeys(list, en, nb string) []Key {
	at := "world.satisfaction." + list + ".*."
	return []Key{
		{Path: at + "name", Kind: Words,
			Name: Text{"Driver (" + en + ")", "Driver (" + nb + ")"},
			Help: Text{"Name of a driver, as paths and the interplay call it.", "Navnet på en driver, slik stier og samspillet bruker det."}},
		{Path: at + "signal", Kind: Choice, Choices: signals, Default: `"resolution"`,
			Name:   Text{"Signal (" + en + ")", "Signal (" + nb + ")"},
			Help:   Text{"What the driver reads: a quality from 0 to 1, or the wait in seconds.", "Hva driveren leser: en kvalitet fra 0 til 1, eller ventetiden i sekunder."},
			Source: "the driver model", Confidence: "high"},
		{Path: at + "weight", Kind: Figure, Max: 1000, Low: 0.04, High: 0.46, Step: 0.01, Default: "0.0",
			Name:   Text{"Weight (" + en + ")", "Vekt (" + nb + ")"},
			Help:   Text{"How much the driver counts against the others; weights are normalised.", "Hvor mye driveren teller mot de andre; vektene normaliseres."},
			Source: "KSIndeks' order, rank-order centroid weights", Confidence: "low"},
		{Path: at + "norm", Kind: Figure, Unit: Share, Max: 1, Low: 0.5, High: 0.95, Step: 0.01, Default: "0.75",
			Name:   Text{"Norm (" + en + ")", "Norm (" + nb + ")"},
			Help:   Text{"The level from 0 to 1 that feels neutral; below it hurts more than above it helps.", "Nivået fra 0 til 1 som oppleves nøytralt; under svir mer enn over gleder."},
			Source: "assumption", Confidence: "guess"},
		{Path: at + "curve", Kind: CurveKind, Default: `{ kind = "linear" }`,
			Name:   Text{"Curve (" + en + ")", "Kurve (" + nb + ")"},
			Help:   Text{"How the signal becomes a level from 0 to 1.", "Hvordan signalet blir et nivå fra 0 til 1."},
			Source: "assumption", Confidence: "guess"},
	}
}

var interplayKeys = []Key{
	{Path: "world.satisfaction.interplay.of", Kind: TextList, Default: `["resolution", "information", "understanding", "fairness"]`,
		Name:   Text{"Interplay of", "Samspill mellom"},
		Help:   Text{"The drivers of which the worst counts on its own: when one is missing, speed does not buy it back.", "Driverne der den dårligste teller for seg: når en mangler, kan ikke fart kjøpe den tilbake."},
		Source: "KSIndeks' four conditions", Confidence: "medium"},
	{Path: "world.satisfaction.interplay.weight", Kind: Figure, Unit: Share, Max: 1, Low: 0, High: 0.4, Step: 0.05, Default: "0.2",
		Name:   Text{"Interplay weight", "Samspillets vekt"},
		Help:   Text{"How much the worst of these drivers counts against the weighted sum of all.", "Hvor mye den dårligste av disse driverne teller mot den vektede summen av alle."},
		Source: "assumption", Confidence: "guess"},
}

var loyaltyKeys = []Key{
	{Path: "world.loyalty.churn_per_year", Kind: Figure, Unit: SharePerYear, Min: 0, Max: 1, Low: 0.05, High: 0.3, Step: 0.005, Default: "0.15",
		Name:   Text{"Churn", "Kundefrafall"},
		Help:   Text{"Share of customers lost in a year at the reference satisfaction.", "Andel kunder som går tapt på et år ved referansetilfredsheten."},
		Source: "your own figure", Confidence: "medium"},
	{Path: "world.loyalty.reference", Kind: Figure, Unit: Points, Max: 100, Low: 65, High: 80, Step: 1, Default: "75",
		Name:   Text{"Reference satisfaction", "Referansetilfredshet"},
		Help:   Text{"Lasting satisfaction at which churn is as given; memories fade towards it.", "Varig tilfredshet der frafallet er som oppgitt; minner svinner mot den."},
		Source: "KSIndeks: 70–73 % satisfied", Confidence: "medium"},
	{Path: "world.loyalty.odds_ratio_per_10", Kind: Figure, Unit: Factor, Min: 1, Max: 20, Low: 1.3, High: 2.0, Step: 0.05, Default: "1.5",
		Name:   Text{"Churn odds per 10 points", "Frafallsodds per 10 poeng"},
		Help:   Text{"How much the odds of leaving grow when lasting satisfaction falls by 10 points.", "Hvor mye oddsen for å gå øker når varig tilfredshet faller 10 poeng."},
		Source: "assumption in line with Bolton 1998", Confidence: "low"},
	{Path: "world.loyalty.gain", Kind: Figure, Unit: Share, Max: 1, Low: 0.1, High: 0.35, Step: 0.01, Default: "0.22",
		Name:   Text{"Gain of a contact", "Utslag av en kontakt"},
		Help:   Text{"How far a contact moves lasting satisfaction towards its own score.", "Hvor langt en kontakt flytter varig tilfredshet mot sin egen skår."},
		Source: "assumption", Confidence: "guess"},
	{Path: "world.loyalty.memory_good_months", Kind: Figure, Unit: Months, Min: 0.1, sane: 600, Low: 6, High: 18, Step: 1, Default: "12",
		Name:   Text{"Memory of good", "Minne om godt"},
		Help:   Text{"Half-life of a good experience.", "Halveringstiden for en god opplevelse."},
		Source: "24 % still buy more two years after (Dimensional Research)", Confidence: "low"},
	{Path: "world.loyalty.memory_bad_months", Kind: Figure, Unit: Months, Min: 0.1, sane: 600, Low: 12, High: 24, Step: 1, Default: "18",
		Name:   Text{"Memory of bad", "Minne om vondt"},
		Help:   Text{"Half-life of a bad experience.", "Halveringstiden for en dårlig opplevelse."},
		Source: "39 % still avoid two years after (Dimensional Research)", Confidence: "low"},
	{Path: "world.loyalty.newcomer", Kind: Figure, Unit: Points, Max: 100, Low: 65, High: 85, Step: 1, Default: "75",
		Name:   Text{"Newcomers' satisfaction", "Nye kunders tilfredshet"},
		Help:   Text{"Lasting satisfaction of a customer who has just joined.", "Varig tilfredshet hos en kunde som nettopp er kommet til."},
		Source: "the reference", Confidence: "guess"},
	{Path: "world.loyalty.complaint_rate", Kind: Figure, Unit: Share, Max: 1, Low: 0.05, High: 0.5, Step: 0.01, Default: "0.2",
		Name:   Text{"Complaint rate", "Klageandel"},
		Help:   Text{"Share of contacts or give-ups scored below 40 that the customer complains about; the rest is silent.", "Andel kontakter eller oppgitte saker med skår under 40 som kunden klager på; resten er stille."},
		Source: "assumption; most say nothing", Confidence: "low"},
	{Path: "world.loyalty.unsolved_effect", Kind: Figure, Min: 0, Max: 10, Low: 0, High: 1, Step: 0.05, Default: "0.0",
		Name:   Text{"Effect of unsolved cases", "Effekt av uløste saker"},
		Help:   Text{"Extra log-odds of leaving within a year after a case that was given up, acted on at once; SQM Group: unsolved customers leave five times as often, 1.6.", "Ekstra log-odds for å gå innen et år etter en sak som ble gitt opp, som skjer med en gang; SQM Group: uløste kunder går fem ganger så ofte, 1,6."},
		Source: "off", Confidence: "guess"},
	{Path: "world.loyalty.repeat_effect", Kind: Figure, Min: 0, Max: 10, Low: 0, High: 0.5, Step: 0.05, Default: "0.0",
		Name:   Text{"Effect of a long battle", "Effekt av en lang kamp"},
		Help:   Text{"Extra log-odds of leaving within a year for each earlier attempt of a case that ends, solved late or given up, acted on at once; adds to the effect of unsolved cases.", "Ekstra log-odds for å gå innen et år for hvert tidligere forsøk i en sak som tar slutt, løst sent eller gitt opp, som skjer med en gang; kommer i tillegg til effekten av uløste saker."},
		Source: "off; assumption (a long complaint battle: changes supplier next time)", Confidence: "guess"},
	{Path: "world.loyalty.word_of_mouth", Kind: Figure, Min: 0, Max: 10, Low: 0, High: 1, Step: 0.05, Default: "0.0",
		Name:   Text{"Word of mouth", "Jungeltelegrafen"},
		Help:   Text{"How strongly lasting satisfaction moves the number of new customers.", "Hvor sterkt varig tilfredshet flytter antallet nye kunder."},
		Source: "off", Confidence: "guess"},
}
