package scenario

import (
	"slices"
	"sync"
)

// cataloguePath is where the library has its initiatives.
const cataloguePath = "initiatives/catalogue.toml"

// catalogueSchema is what the catalogue may hold: initiatives with names and origin.
var catalogueSchema = sync.OnceValue(func() *schema {
	from := keyTree().child("decisions").child("initiative").wild
	entry := &schema{kids: map[string]*schema{}}
	for _, name := range from.names {
		entry.names = append(entry.names, name)
		entry.kids[name] = from.kids[name]
	}
	for name := range from.kids {
		entry.kids[name] = from.kids[name]
	}
	entry.words("en", "nb", "source")
	s := &schema{kids: map[string]*schema{}, prefix: "decisions"}
	s.tables("initiative", entry)
	s.tables("source", wordsOnly("name", "en", "nb", "confidence"))
	contradiction := wordsOnly("name", "en", "nb")
	contradiction.names = append(contradiction.names, "of")
	contradiction.kids["of"] = &schema{key: &Key{Path: "of", Kind: TextList}}
	s.tables("contradiction", contradiction)
	s.words("format")
	return s
})

// rowWords are the members of a catalogue's row that tell of it.
var rowWords = []string{"use", "en", "nb", "source"}

// tables adds an array of tables.
func (s *schema) tables(name string, entry *schema) {
	s.names = append(s.names, name)
	s.kids[name] = &schema{list: true, wild: entry}
}

func wordsOnly(names ...string) *schema {
	s := &schema{kids: map[string]*schema{}}
	s.words(names...)
	return s
}

// Programme is an initiative as the catalogue or a scenario has it.
type Programme struct {
	ID          string
	Name        Text
	Source      string     // of the catalogue's sources; "" for a scenario's own
	From        Source     // what that is, in English, and how sure
	Values      Initiative // uncertain ones at their medians
	Credibility Number
}

// Claim is the rise in satisfaction that is claimed: the mean of the effects on
// the signals that the initiative works on.
func (p *Programme) Claim() float64 {
	sum := 0.0
	for _, e := range p.Values.Effects {
		sum += e
	}
	return ratio(sum, float64(len(p.Values.Effects)))
}

// Believed is credibility times claim: its mean, 10 % and 90 % points.
func (p *Programme) Believed() (mean, p10, p90 float64) {
	c := p.Claim()
	if d := p.Credibility.Dist; d != nil {
		return c * d.Mean(), c * d.Quantile(.1), c * d.Quantile(.9)
	}
	return c * p.Credibility.Certain, c * p.Credibility.Certain, c * p.Credibility.Certain
}

// FirstYear is what the initiative costs in its first year, in euro.
func (p *Programme) FirstYear() float64 { return p.Values.Cost + 12*p.Values.CostPerMonth }

// PerThousand is the claimed effect for each 1,000 euro of the first year; 0
// where it costs nothing.
func (p *Programme) PerThousand() float64 { return ratio(p.Claim(), p.FirstYear()/1000) }

// tooGood is how many times the catalogue's median of the effect per euro is not
// to be believed.
const tooGood = 2

// Doubtful says whether a claim is not to be believed for what it costs: it
// promises more than twice as much per euro as the catalogue's median initiative,
// or something for nothing. An optimiser would pick it first.
func (p *Programme) Doubtful() bool {
	return p.Claim() > 0 && (p.FirstYear() <= 0 || p.PerThousand() > tooGood*usualPerThousand())
}

// usualPerThousand is the median over the catalogue.
var usualPerThousand = sync.OnceValue(func() float64 {
	var each []float64
	for _, p := range Catalogue() {
		each = append(each, p.PerThousand())
	}
	if len(each) == 0 {
		return inf
	}
	slices.Sort(each)
	n := len(each)
	return (each[(n-1)/2] + each[n/2]) / 2
})

// Catalogue lists the shipped initiatives.
func Catalogue() []Programme {
	src := "format = 1\n"
	for _, row := range catalogue(newLoader(), "initiative") {
		src += "[[decisions.initiative]]\nuse = " + quote(row.identity()) + "\n"
	}
	s, err := Parse("catalogue", []byte(src))
	if err != nil {
		return nil
	}
	return s.Programmes()
}

// Programmes lists the scenario's initiatives.
func (s *Scenario) Programmes() []Programme {
	entries := s.tree.get("decisions").get("initiative")
	if entries == nil {
		return nil
	}
	rows, sources := catalogue(s.loader, "initiative"), catalogue(s.loader, "source")
	var list []Programme
	for i, n := range s.Draw(1, nil).Decisions.Initiatives {
		at := "decisions.initiative." + n.Name + "."
		p := Programme{ID: n.Name, Name: Text{n.Name, n.Name}, Values: n}
		p.Credibility, _ = s.Number(at + "credibility")
		if row := named(rows, entries.kids[i].get("use").str()); row != nil {
			p.Source = row.get("source").str()
			p.From = sourceOf(named(sources, p.Source))
			if entries.kids[i].get("name") == nil {
				p.Name = Text{row.get("en").str(), row.get("nb").str()}
			}
		} else {
			p.From = s.Source(at + "effects")
		}
		list = append(list, p)
	}
	return list
}

func named(list []*node, name string) *node {
	i := slices.IndexFunc(list, func(n *node) bool { return n.identity() == name })
	if i < 0 || name == "" {
		return nil
	}
	return list[i]
}

func sourceOf(n *node) Source { return Source{n.get("en").str(), n.get("confidence").str()} }

// Contradiction is where the catalogue's sources contradict themselves.
type Contradiction struct {
	Text Text
	Of   []string // initiatives that it is about; none: the tables as a whole
}

// Contradictions lists those that the catalogue knows of.
func Contradictions() []Contradiction {
	var list []Contradiction
	for _, n := range catalogue(newLoader(), "contradiction") {
		c := Contradiction{Text: Text{n.get("en").str(), n.get("nb").str()}}
		if of := n.get("of"); of != nil {
			for _, kid := range of.kids {
				c.Of = append(c.Of, kid.str())
			}
		}
		list = append(list, c)
	}
	return list
}

// catalogue is one of the lists of the catalogue.
func catalogue(l *loader, list string) []*node {
	f, err := l.load(atLibrary, cataloguePath, catalogueSchema())
	if err != nil {
		return nil
	}
	if n := f.doc.get(list); n != nil && isEntries(n) {
		return n.kids
	}
	return nil
}

// useCatalogue fills initiatives that `use` one of the catalogue.
func (b *merger) useCatalogue(list *node) *node {
	if list == nil || !isEntries(list) {
		return list
	}
	rows := catalogue(b.loader, "initiative")
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.identity()
	}
	kids := slices.Clone(list.kids)
	for i, e := range kids {
		use := e.get("use")
		if use.str() == "" {
			continue
		}
		row := named(rows, use.str())
		if row == nil {
			b.unknown(use, "decisions.initiative."+e.identity()+".use", "use", use.str(), ids)
			continue
		}
		values := slices.DeleteFunc(slices.Clone(row.kids), func(k *node) bool {
			return slices.Contains(rowWords, k.key)
		})
		kids[i] = merge(row.with(values), e, keyTree().child("decisions").child("initiative").wild)
	}
	return list.with(kids)
}
