package scenario_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "lojal/scenarios"
	"lojal/sim/scenario"
)

// wrongFiles are files with problems: § stands where each must be told, and want
// holds "key code" for each in order.
var wrongFiles = []struct {
	name, src string
	want      []string
}{
	{"empty", "§", []string{"format format.none"}},
	{"no format", "§name = \"x\"\n", []string{"format format.none"}},
	{"other format", "format = §2\n", []string{"format format"}},
	{"format as text", "format = §\"1\"\n", []string{"format format"}},
	{"no value", "format = 1\n[run]\nweeks = §\n", []string{" syntax.value"}},
	{"no value but a comment", "format = 1\n[run]\nweeks = §# later\n", []string{" syntax.value"}},
	{"text without quotes", "format = 1\nname = §@\n", []string{" syntax.quotes"}},
	{"text in curly quotes", "format = 1\nname = §“x”\n", []string{" syntax.quotes"}},
	{"unit without quotes", "format = 1\n[decisions.staffing]\nshrinkage = §30 % # of the time\n", []string{" syntax.quotes"}},
	{"leading zero", "format = 1\n[run]\nweeks = §07\n", []string{" syntax.number"}},
	{"no equals sign", "format = 1\n[run]\nweeks§: 7\n", []string{" syntax.equals"}},
	{"key that is none", "format = 1\n[run]\n§? = 7\n", []string{" syntax.key"}},
	{"open string", "format = 1\nname = \"x§\n", []string{" syntax.open"}},
	{"open header", "format = 1\n[run§\nweeks = 7\n", []string{" syntax.open"}},
	{"comment of another language", "format = 1\nname = \"x\" §// said\n", []string{" syntax.behind"}},
	{"comma at the end", "format = 1\n[decisions.staffing]\nheadcount = { from = 1, to = 2, §}\n", []string{" syntax.separator"}},
	{"semicolon", "format = 1\n[world.demand]\nweekday = [1§; 1]\n", []string{" syntax.separator"}},
	{"path of Windows", "format = 1\nextends = \"a\\§quiet.toml\"\n", []string{" syntax.escape"}},
	{"half a number", "format = 1\n[run]\nweeks = §1.\n", []string{"run.weeks syntax.number"}},
	{"syntax and more", "format = 1\nname = §x\n[run]\n§weks = 1\n", []string{" syntax.quotes", "run.weks key.near"}},
	{"bad date", "format = 1\n[run]\nstart = §2026-13-45\n", []string{"run.start syntax.date"}},
	{"huge integer", "format = 1\n[run]\nseed = §99999999999999999999999\n", []string{"run.seed syntax.number"}},
	{"unknown table", "format = 1\n[§wrld]\n", []string{"wrld key.near"}},
	{"unknown table, nothing near", "format = 1\n[§zebrafish]\nx = 1\n", []string{"zebrafish key.unknown"}},
	{"unknown key", "format = 1\n[run]\n§weaks = 12\n", []string{"run.weaks key.near"}},
	{"key of another table", "format = 1\n[run]\n§agent_hour = 12\n", []string{"run.agent_hour key.near"}},
	{"upper case", "format = 1\n§NAME = \"x\"\n", []string{"NAME key.near"}},
	{"defined twice", "format = 1\nname = \"a\"\n§name = \"b\"\n", []string{"name key.twice"}},
	{"table twice", "format = 1\n[run]\nweeks = 5\n[§run]\nseed = 2\n", []string{"run key.twice"}},
	{"table over value", "format = 1\nname = \"a\"\n[§name]\n", []string{"name key.twice"}},
	{"value for a table", "format = 1\nrun = §5\n", []string{"run key.table"}},
	{"table for a list", "format = 1\n[world.§contact]\nshare = 1\n", []string{"world.contact key.list"}},
	{"text for number", "format = 1\n[costs]\nhire = §\"much\"\n", []string{"costs.hire number.text"}},
	{"decimal comma", "format = 1\n[decisions.staffing]\nhours_per_week = 37§,5 # a week\nheadcount = 4\n", []string{" syntax.comma"}},
	{"comma between values", "format = 1\n[decisions.staffing]\nheadcount = { from = 1,§,5 }\n", []string{" syntax.key"}},
	{"decimal comma in a text", "format = 1\n[decisions.staffing]\nhours_per_week = §\"37,5..38,5\"\n", []string{"decisions.staffing.hours_per_week number.point"}},
	{"thousand or fraction", "format = 1\n[decisions.staffing]\nheadcount = §\"1,234\"\n", []string{"decisions.staffing.headcount number.comma"}},
	{"bool for number", "format = 1\n[costs]\nhire = §true\n", []string{"costs.hire kind.range"}},
	{"list for decision", "format = 1\n[decisions.staffing]\nheadcount = §[1]\n", []string{"decisions.staffing.headcount kind.plan"}},
	{"number for text", "format = 1\nname = §3\n", []string{"name kind.text"}},
	{"nan", "format = 1\n[world.labour]\nabsence = §nan\n", []string{"world.labour.absence number.finite"}},
	{"infinity below a limit", "format = 1\n[world.customers]\nmargin_per_year = §-inf\n", []string{"world.customers.margin_per_year number.finite"}},
	{"infinity", "format = 1\n[costs]\nhire = §inf\n", []string{"costs.hire number.finite"}},
	{"minus infinity in a plan", "format = 1\n[decisions.staffing]\nheadcount = { from = 1, to = §-inf, weeks = 3 }\n",
		[]string{"decisions.staffing.headcount.to number.finite"}},
	{"nan in weekdays", "format = 1\n[world.demand]\nweekday = [1, 1, §nan, 1, 1]\n", []string{"world.demand.weekday.2 number.finite"}},
	{"negative share", "format = 1\n[world.labour]\nabsence = §-0.1\n", []string{"world.labour.absence number.between"}},
	{"share above 1", "format = 1\n[decisions.automation]\nshare = §\"130 %\"\n", []string{"decisions.automation.share number.between"}},
	{"negative headcount", "format = 1\n[decisions.staffing]\nheadcount = §-1\n", []string{"decisions.staffing.headcount number.min"}},
	{"thousand-fold staffing", "format = 1\n[decisions.staffing]\nheadcount = §45_000\n", []string{"decisions.staffing.headcount number.sane"}},
	{"a billion replications", "format = 1\n[run]\nreplications = §1_000_000_000\n", []string{"run.replications number.between"}},
	{"too much to keep", "format = 1\n[run]\nreplications = §1_000_000\nweeks = 520\n", []string{"run.replications effort"}},
	{"no weeks", "format = 1\n[run]\nweeks = §0\n", []string{"run.weeks number.between"}},
	{"half a week", "format = 1\n[run]\nweeks = §10.5\n", []string{"run.weeks kind.whole"}},
	{"queue", "format = 1\n[run]\nqueue = §\"analitic\"\n", []string{"run.queue choice.near"}},
	{"not a Monday", "format = 1\n[run]\nstart = §2026-01-06\n", []string{"run.start monday"}},
	{"date as text", "format = 1\n[run]\nstart = §\"2026-01-05\"\n", []string{"run.start kind.date"}},
	{"unknown figure watched", "format = 1\n[run]\nwatch = [\"churn\", §\"satisfation_lasting\"]\n", []string{"run.watch kpi.near"}},
	{"shares of contacts", "format = 1\n[[world.contact]]\nname = \"a\"\nshare = 0.5\n[[world.contact]]\nname = \"b\"\nshare = §0.4\n",
		[]string{"world.contact.b.share shares"}},
	{"shares of groups", "format = 1\n[[decisions.group]]\nname = \"a\"\nshare = §0.5\nskills = [\"phone\"]\n", []string{"decisions.group.a.share shares"}},
	{"same name", "format = 1\n[[decisions.group]]\nname = \"a\"\nshare = 0.5\n[[decisions.group]]\nname = §\"a\"\nshare = 0.5\n",
		[]string{"decisions.group.a.name name.twice"}},
	{"no name", "format = 1\n[[world.§contact]]\nshare = 1\n", []string{"world.contact name.none"}},
	{"bad name", "format = 1\n[[world.contact]]\nname = §\"a.b\"\n", []string{"world.contact.a.b.name name.form"}},
	{"unknown skill", "format = 1\n[[decisions.group]]\nname = \"a\"\nskills = [§\"fone\"]\n", []string{"decisions.group.a.skills reference.near"}},
	{"skill that nobody has", "format = 1\n[[world.contact]]\nname = \"phone\"\nshare = 0.5\n[[world.contact]]\nname = \"chat\"\nchannel = \"chat\"\nshare = 0.5\n[[decisions.group]]\nname = \"a\"\nskills = §[\"phone\"]\n",
		[]string{"decisions.group uncovered"}},
	{"unknown signal", "format = 1\n[[world.satisfaction.driver]]\nname = \"a\"\nsignal = §\"resolutoin\"\n",
		[]string{"world.satisfaction.driver.a.signal choice.near"}},
	{"unknown interplay", "format = 1\n[world.satisfaction.interplay]\nof = [§\"speed\"]\n", []string{"world.satisfaction.interplay.of reference"}},
	{"unknown initiative", "format = 1\n[[decisions.initiative]]\nuse = §\"empathy-trainin\"\n", []string{"decisions.initiative.empathy-trainin.use use.near"}},
	{"unknown effect", "format = 1\n[[decisions.initiative]]\nname = \"x\"\neffects = { attitud = §0.2 }\n",
		[]string{"decisions.initiative.x.effects.attitud reference.near"}},
	{"unknown model", "format = 1\n[world.satisfaction]\nmodel = §\"ksindex\"\n", []string{"world.satisfaction.model model.near"}},
	{"no opening hours", "format = 1\n[world.demand]\nweekday = §[0, 0, 0, 0, 0]\n", []string{"world.demand.weekday list.closed"}},
	{"past midnight", "format = 1\n[world.demand]\nopens = §\"18:00\"\n", []string{"world.demand.profile closes"}},
	{"a closed week", "format = 1\n[world.demand]\nclosed = §[2026-04-06, 2026-04-07, 2026-04-08, 2026-04-09, 2026-04-10]\n",
		[]string{"world.demand.closed closed.week"}},
	{"a day that is not", "format = 1\n[world.demand]\nclosed = [2026-02-27, §2026-02-30]\n", []string{"world.demand.closed syntax.date"}},
	{"closed for lunch", "format = 1\n[world.demand]\nclosed = [§12]\n", []string{"world.demand.closed kind.dates"}},
	{"no sum of what cannot be read", "format = 1\n[[world.contact]]\nname = \"a\"\nshare = 0§,5\n", []string{" syntax.comma"}},
	{"a table under a header", "format = 1\n[[world.contact]]\nname = \"a\"\n[world.contact.§patience]\nkind = \"weibull\"\nmean = 60\n",
		[]string{"world.contact.a.patience part.missing"}},
	{"no lever", "format = 1\n[workshop]\nlevers = [§\"decisions.staffing.headcunt\"]\n", []string{"workshop.levers path.near"}},
	{"months", "format = 1\n[world.customers]\nseason = §[1, 2]\n", []string{"world.customers.season list.length"}},
	{"shrinkage", "format = 1\n[decisions.staffing]\nshrinkage = §[0.3, 0.3]\n", []string{"decisions.staffing.shrinkage list.length"}},
	{"coverage", "format = 1\n[decisions.staffing]\ncoverage = §[1, 1]\n", []string{"decisions.staffing.coverage coverage"}},
	{"range upside down", "format = 1\n[costs]\nhire = §\"9..5\"\n", []string{"costs.hire range.order"}},
	{"range out of bounds", "format = 1\n[world.resolution]\nfcr = §\"0.9..1.2\"\n", []string{"world.resolution.fcr number.between"}},
	{"range of a setting", "format = 1\n[run]\nprecision = §\"0.01..0.02\"\n", []string{"run.precision range.none"}},
	{"plan of the world", "format = 1\n[world.resolution]\nfcr = §{ from = 0.7, to = 0.8, weeks = 5 }\n", []string{"world.resolution.fcr plan.none"}},
	{"plan without end", "format = 1\n[decisions.staffing]\nheadcount = §{ from = 45 }\n", []string{"decisions.staffing.headcount plan.missing"}},
	{"plan with another part", "format = 1\n[decisions.staffing]\nheadcount = { from = 45, to = 50, weeks = 1, §shap = \"linear\" }\n",
		[]string{"decisions.staffing.headcount part.near"}},
	{"steps that fall", "format = 1\n[decisions.staffing]\nheadcount = { steps = [[0, 45], [26, 55], §[20, 50]] }\n",
		[]string{"decisions.staffing.headcount.steps plan.rising"}},
	{"unknown distribution", "format = 1\n[costs]\nhire = { dist = §\"unifrom\", low = 1, high = 2 }\n", []string{"costs.hire dist.near"}},
	{"negative sd", "format = 1\n[costs]\nhire = §{ dist = \"normal\", mean = 5, sd = -1 }\n", []string{"costs.hire dist.sd"}},
	{"sigma 0", "format = 1\n[costs]\nhire = §{ dist = \"lognormal\", mean = 5, sigma = 0 }\n", []string{"costs.hire dist.sigma"}},
	{"low above high", "format = 1\n[costs]\nhire = §{ dist = \"uniform\", low = 5, high = 1 }\n", []string{"costs.hire dist.order"}},
	{"mode outside", "format = 1\n[costs]\nhire = §{ dist = \"pert\", low = 1, mode = 9, high = 5 }\n", []string{"costs.hire dist.mode"}},
	{"negative weights", "format = 1\n[costs]\nhire = §{ dist = \"discrete\", values = [1, 2], weights = [1, -1] }\n", []string{"costs.hire dist.weights"}},
	{"no mean", "format = 1\n[costs]\nhire = §{ dist = \"normal\", sd = 1 }\n", []string{"costs.hire dist.missing"}},
	{"data that leave the folder", "format = 1\n[costs]\nhire = { dist = \"empirical\", file = §\"../x.csv\", column = \"a\" }\n", []string{"costs.hire dist.file"}},
	{"tenures that fall", "format = 1\n[world.labour]\nattrition_monthly = [[0, 0.1], [5, 0.1], §[3, 0.1]]\n", []string{"world.labour.attrition_monthly pairs.rising"}},
	{"tenures from 1", "format = 1\n[world.labour]\nattrition_monthly = §[[1, 0.1]]\n", []string{"world.labour.attrition_monthly pairs.start"}},
	{"patience", "format = 1\n[[world.contact]]\nname = \"a\"\npatience = { kind = §\"exponental\", mean = \"5m\" }\n",
		[]string{"world.contact.a.patience choice.near"}},
	{"patience without mean", "format = 1\n[[world.contact]]\nname = \"a\"\npatience = §{ kind = \"exponential\" }\n",
		[]string{"world.contact.a.patience part.missing"}},
	{"unit", "format = 1\n[[world.contact]]\nname = \"a\"\nhandle_time = §\"7 parsecs\"\n", []string{"world.contact.a.handle_time number.unit"}},
	{"per cent of people", "format = 1\n[decisions.staffing]\nheadcount = §\"50 %\"\n", []string{"decisions.staffing.headcount number.percent"}},
	{"unknown target", "format = 1\n[targets]\n§service_levl = { at_least = 0.8 }\n", []string{"targets.service_levl kpi.near"}},
	{"target without condition", "format = 1\n[targets]\nchurn = §{ by_week = 5 }\n", []string{"targets.churn kind.target"}},
	{"target after the end", "format = 1\n[run]\nweeks = 52\n[targets]\nchurn = { at_most = 0.1, by_week = §52 }\n", []string{"targets.churn horizon"}},
	{"correlation of a certain value", "format = 1\n[correlations]\n§\"world.customers.needs_per_year | costs.hire\" = 0.3\n",
		[]string{"correlations.world.customers.needs_per_year | costs.hire pair.certain"}},
	{"correlation above 1", "format = 1\n[correlations]\n\"world.customers.needs_per_year | costs.hire\" = §2\n",
		[]string{"correlations.world.customers.needs_per_year | costs.hire number.between"}},
	{"correlation with itself", "format = 1\n[correlations]\n§\"world.customers.needs_per_year | world.customers.needs_per_year\" = 0.2\n",
		[]string{"correlations.world.customers.needs_per_year | world.customers.needs_per_year pair.same"}},
	{"contradicting correlations", "format = 1\n[costs]\nhire = \"1..2\"\nagent_hour = \"1..2\"\n[§correlations]\n\"world.customers.needs_per_year | costs.hire\" = 0.9\n\"costs.hire | costs.agent_hour\" = 0.9\n\"world.customers.needs_per_year | costs.agent_hour\" = -0.9\n",
		[]string{"correlations pair.matrix"}},
	{"missing extends", "format = 1\nextends = §\"nowhere.toml\"\n", []string{"extends extends.none"}},
	{"mistyped extends", "format = 1\nextends = §\"library:baselin\"\n", []string{"extends extends.near"}},
	{"extends above", "format = 1\nextends = §\"../baseline.toml\"\n", []string{"extends extends.path"}},
	{"extends absolute", "format = 1\nextends = §\"/etc/passwd\"\n", []string{"extends extends.path"}},
	{"extends itself", "format = 1\nextends = §\"wrong.toml\"\n", []string{"extends extends.loop"}},
	{"removes nothing", "format = 1\n[[world.contact]]\nname = \"fax\"\nremove = §true\n", []string{"world.contact.fax.remove remove.none"}},
	{"unknown source", "format = 1\n[sources]\n§\"world.loyalty.chrn_per_year\" = \"x\"\n", []string{"sources.world.loyalty.chrn_per_year path.near"}},
	{"confidence", "format = 1\n[sources]\n\"costs.hire\" = { text = \"x\", confidence = §\"sure\" }\n", []string{"sources.costs.hire choice"}},
	{"everything at once", "format = 1\n§nam = \"x\"\n[run]\nweeks = §-5\nstart = §2026-01-07\n[costs]\nhire = §nan\n[[world.contact]]\nname = \"a\"\nshare = §0.2\n",
		[]string{"nam key.near", "run.weeks number.between", "run.start monday", "costs.hire number.finite", "world.contact.a.share shares"}},
}

// cut takes the marks out of a text and returns where they stood.
func cut(src string) (text string, places [][2]int) {
	line, column := 1, 1
	var b strings.Builder
	for _, r := range src {
		if r == '§' {
			places = append(places, [2]int{line, column})
			continue
		}
		b.WriteRune(r)
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
	}
	return b.String(), places
}

func TestWrongFiles(t *testing.T) {
	for _, ending := range []string{"\n", "\r\n"} {
		for _, c := range wrongFiles {
			t.Run(c.name, func(t *testing.T) {
				text, places := cut(c.src)
				path := filepath.Join(t.TempDir(), "wrong.toml")
				if err := os.WriteFile(path, []byte(strings.ReplaceAll(text, "\n", ending)), 0o600); err != nil {
					t.Fatal(err)
				}
				_, err := scenario.Open(path)
				checkProblems(t, err, path, places, c.want)
			})
		}
	}
}

// What other editors save: Latin-1 and UTF-16.
func TestOtherEncodings(t *testing.T) {
	for src, place := range map[string][2]int{
		"format = 1\nname = \"bl\xe5b\xe6r\"\n": {2, 11},
		"\xff\xfef\x00o\x00r\x00m\x00":          {1, 1},
	} {
		path := filepath.Join(t.TempDir(), "wrong.toml")
		if err := os.WriteFile(path, []byte(src), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := scenario.Open(path)
		checkProblems(t, err, path, [][2]int{place}, []string{" syntax.utf8"})
	}
}

func checkProblems(t *testing.T, err error, path string, places [][2]int, want []string) {
	t.Helper()
	var found scenario.Problems
	if !errors.As(err, &found) {
		t.Fatalf("no problems: %v", err)
	}
	if len(found) != len(want) {
		t.Fatalf("%d problems, want %d:\n%v", len(found), len(want), err)
	}
	for i, p := range found {
		if got := p.Key + " " + p.Code; got != want[i] {
			t.Errorf("got %q, want %q", got, want[i])
		}
		if p.File != path || [2]int{p.Line, p.Column} != places[i] {
			t.Errorf("%v: at %d:%d, want %v", p, p.Line, p.Column, places[i])
		}
		if strings.Contains(p.Text, "Inf") {
			t.Errorf("an infinity is printed: %s", p.Text)
		}
		if strings.Contains(p.Text, "{{") || !strings.Contains(p.Text, "; ") && !strings.Contains(p.Text, "did you mean") {
			t.Errorf("message without what is allowed: %s", p.Text)
		}
	}
}
