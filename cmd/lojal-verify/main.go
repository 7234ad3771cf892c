// Command lojal-verify prints Lojal's figures beside independent ones, as
// Markdown. It exits with 1 if one is outside its tolerance without a reason.
package main

import (
	"flag"
	"fmt"
	"os"

	_ "lojal/scenarios" // the shipped library
	"lojal/sim/verify"
)

func main() {
	quick := flag.Bool("quick", false, "leave out the groups that simulate")
	flag.Parse()
	groups := verify.Quick
	if !*quick {
		groups = append(groups[:len(groups):len(groups)], verify.Long...)
	}
	failed, err := verify.Write(os.Stdout, groups)
	if err != nil {
		fmt.Fprintln(os.Stderr, "lojal-verify:", err)
	}
	if err != nil || failed > 0 {
		os.Exit(1)
	}
}
