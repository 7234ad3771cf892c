package kpi

// Identifiers of the key figures.
const (
	SatisfactionMoment       ID = "satisfaction_moment"
	SatisfactionCase         ID = "satisfaction_case"
	SatisfactionLasting      ID = "satisfaction_lasting"
	VerySatisfied            ID = "very_satisfied"
	CSAT                     ID = "csat"
	Churn                    ID = "churn"
	SilentChurn              ID = "silent_churn"
	Retention2y              ID = "retention_2y"
	Retention2yVerySatisfied ID = "retention_2y_very_satisfied"
	Retention2yDissatisfied  ID = "retention_2y_dissatisfied"
	Customers                ID = "customers"
	WaitMean                 ID = "wait_mean"
	WaitP90                  ID = "wait_p90"
	ServiceLevel             ID = "service_level"
	Abandoned                ID = "abandoned"
	AnswerDelayEmail         ID = "answer_delay_email"
	Occupancy                ID = "occupancy"
	FCR                      ID = "fcr"
	ContactsPerCase          ID = "contacts_per_case"
	Headcount                ID = "headcount"
	FTEAvailable             ID = "fte_available"
	TenureMean               ID = "tenure_mean"
	Attrition                ID = "attrition"
	Proficiency              ID = "proficiency"
	Contained                ID = "contained"
	Cost                     ID = "cost"
	CostPerCase              ID = "cost_per_case"
	Margin                   ID = "margin"
	RevenueAtRisk            ID = "revenue_at_risk"
	CLV                      ID = "clv"
)

// All is the table, in the order in which figures are shown.
var All = []KPI{
	{SatisfactionMoment, "Satisfaction, moment", "Tilfredshet, øyeblikket", Points, Up, Flow, true,
		"Mean satisfaction (0–100) right after a contact that was served, by a person or a machine.",
		"Gjennomsnittlig tilfredshet (0–100) rett etter en kontakt som ble besvart, av menneske eller maskin.", PerServed, false},
	{SatisfactionCase, "Satisfaction, case", "Tilfredshet, sak", Points, Up, Flow, true,
		"Mean satisfaction (0–100) over needs; those given up or abandoned for good count at their score.",
		"Gjennomsnittlig tilfredshet (0–100) over behov; de som ble gitt opp eller forlatt for godt, teller med sin skår.", PerFinished, false},
	{SatisfactionLasting, "Satisfaction, lasting", "Tilfredshet, varig", Points, Up, Stock, false,
		"Mean lasting satisfaction (0–100) over customers in the week.",
		"Gjennomsnittlig varig tilfredshet (0–100) over kundene i uken.", PerNothing, false},
	{VerySatisfied, "Very satisfied", "Meget tilfredse", Share, Up, Stock, false,
		"Customers whose lasting satisfaction is 80 or more ÷ customers.",
		"Kunder med varig tilfredshet på 80 eller mer ÷ kunder.", PerNothing, false},
	{CSAT, "CSAT", "CSAT", Share, Up, Flow, true,
		"Served contacts scored 60 or more of 100 (4–5 of 5) ÷ served contacts.",
		"Besvarte kontakter med skår 60 eller mer av 100 (4–5 av 5) ÷ besvarte kontakter.", PerServed, false},
	{Churn, "Churn", "Kundefrafall", SharePerYear, Down, Flow, false,
		"1 − (1 − Σ lost customers ÷ Σ customers at the start of each week)^52: the share lost in a year.",
		"1 − (1 − Σ tapte kunder ÷ Σ kunder ved starten av hver uke)^52: andelen tapt på et år.", PerCustomer, true},
	{SilentChurn, "Silent churn", "Stille frafall", Share, Down, Flow, false,
		"Lost customers who made no complaint in the last 26 weeks ÷ lost customers.",
		"Tapte kunder uten klage de siste 26 ukene ÷ tapte kunder.", PerLost, false},
	{Retention2y, "Retention, two years", "Kundelojalitet, to år", Share, Up, Whole, false,
		"Customers of week 0 still there after 104 weeks ÷ customers of week 0.",
		"Kunder fra uke 0 som fortsatt er der etter 104 uker ÷ kunder i uke 0.", PerNothing, false},
	{Retention2yVerySatisfied, "Retention, very satisfied", "Lojalitet, meget tilfredse", Share, Up, Whole, false,
		"The same over customers whose lasting satisfaction in week 0 was 80 or more.",
		"Det samme for kunder med varig tilfredshet 80 eller mer i uke 0.", PerNothing, false},
	{Retention2yDissatisfied, "Retention, dissatisfied", "Lojalitet, misfornøyde", Share, Up, Whole, false,
		"The same over customers whose lasting satisfaction in week 0 was below 60.",
		"Det samme for kunder med varig tilfredshet under 60 i uke 0.", PerNothing, false},
	{Customers, "Customers", "Kunder", Count, Up, Stock, false,
		"Customers at the end of the week.",
		"Kunder ved slutten av uken.", PerNothing, false},
	{WaitMean, "Mean wait", "Gjennomsnittlig ventetid", Seconds, Down, Flow, true,
		"Queue wait of phone and chat contacts offered to an agent, abandoned ones and redials included.",
		"Ventetid i kø for telefon- og chathenvendelser til en rådgiver, også avbrutte og gjentatte.", PerOffered, false},
	{WaitP90, "Wait, 90th percentile", "Ventetid, 90-persentil", Seconds, Down, Flow, true,
		"The wait that nine in ten of the same contacts do not exceed.",
		"Ventetiden som ni av ti av de samme henvendelsene ikke overskrider.", PerOffered, false},
	{ServiceLevel, "Service level", "Servicegrad", Share, Up, Flow, true,
		"Contacts answered within the target time ÷ contacts offered.",
		"Henvendelser besvart innen måltiden ÷ henvendelser inn.", PerOffered, false},
	{Abandoned, "Abandoned", "Avbrutt i kø", Share, Down, Flow, true,
		"Contacts that hung up in the queue, or were dropped at closing ÷ contacts offered.",
		"Henvendelser som la på i køen, eller ble avvist ved stengetid ÷ henvendelser inn.", PerOffered, false},
	{AnswerDelayEmail, "Answer delay, e-mail", "Svartid, e-post", Hours, Down, Flow, false,
		"Mean hours from an e-mail's arrival to its answer.",
		"Gjennomsnittlige timer fra en e-post kommer til den er besvart.", PerEmail, false},
	{Occupancy, "Occupancy", "Belegg", Share, Neither, Flow, false,
		"Time serving ÷ time staffed.",
		"Tid i kontakt ÷ bemannet tid.", PerStaffed, false},
	{FCR, "First-contact resolution", "Løst i første kontakt", Share, Up, Flow, true,
		"Cases solved in the first served human contact ÷ cases.",
		"Saker løst i første besvarte kontakt med et menneske ÷ saker.", PerCase, false},
	{ContactsPerCase, "Contacts per case", "Kontakter per sak", ContactsEach, Down, Flow, true,
		"Served human contacts ÷ cases.",
		"Besvarte kontakter med mennesker ÷ saker.", PerCase, false},
	{Headcount, "Headcount", "Ansatte", Count, Neither, Stock, false,
		"People employed, those in induction included.",
		"Ansatte, også de under opplæring.", PerNothing, false},
	{FTEAvailable, "FTE available", "Årsverk tilgjengelig", Count, Neither, Stock, false,
		"Staffed hours in the week ÷ hours per week.",
		"Bemannede timer i uken ÷ timer per uke.", PerNothing, false},
	{TenureMean, "Mean tenure", "Gjennomsnittlig ansiennitet", Months, Up, Stock, false,
		"Mean months since hiring over people employed.",
		"Gjennomsnittlige måneder siden ansettelse for de ansatte.", PerNothing, false},
	{Attrition, "Attrition", "Turnover", SharePerYear, Down, Flow, false,
		"Leavers ÷ mean headcount × 52 ÷ weeks; may exceed 100 %.",
		"Sluttede ÷ gjennomsnittlig antall ansatte × 52 ÷ uker; kan overstige 100 %.", PerEmployed, false},
	{Proficiency, "Proficiency", "Ferdighet", Share, Up, Stock, false,
		"Mean over agents on the queue of 1 − e^(−time since induction ÷ learning time).",
		"Gjennomsnitt over rådgivere i kø av 1 − e^(−tid siden opplæring ÷ læringstid).", PerNothing, false},
	{Contained, "Contained", "Løst av automatikk", Share, Neither, Flow, true,
		"Needs solved by automation without a human contact ÷ needs.",
		"Behov løst av automatikk uten menneskelig kontakt ÷ behov.", PerNeed, false},
	{Cost, "Cost", "Kostnad", Currency, Down, Flow, false,
		"People + training + hiring + automation + initiatives, over the horizon.",
		"Mennesker + opplæring + rekruttering + automatikk + tiltak, over perioden.", PerNothing, false},
	{CostPerCase, "Cost per need", "Kostnad per behov", CurrencyPerNeed, Down, Flow, false,
		"Cost ÷ needs.",
		"Kostnad ÷ behov.", PerNeed, false},
	{Margin, "Margin", "Margin", Currency, Up, Flow, false,
		"Customer margin less cost, over the horizon.",
		"Kundemargin minus kostnad, over perioden.", PerNothing, false},
	{RevenueAtRisk, "Revenue at risk", "Inntekt i fare", CurrencyPerYear, Down, Stock, false,
		"Yearly margin of customers whose lasting satisfaction is below 60.",
		"Årlig margin fra kunder med varig tilfredshet under 60.", PerNothing, false},
	{CLV, "Customer lifetime value", "Kundens livstidsverdi", Currency, Up, Stock, false,
		"m·r ÷ (1 + d − r): yearly margin m, retention r at the final churn, discount rate d.",
		"m·r ÷ (1 + d − r): årlig margin m, lojalitet r ved siste frafall, diskonteringsrente d.", PerNothing, false},
}
