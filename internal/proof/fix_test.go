package proof

import (
	"os"
	"strings"
	"testing"
)

const source = `package p

func f() {
	a()
	b()
}
`

func TestDecodeFindings(t *testing.T) {
	const output = `{
	"example.test/b": {
		"publishctx": [
			{
				"category": "publishctx/dropped",
				"posn": "/src/b/b.go:8:16",
				"end": "/src/b/b.go:8:21",
				"message": "the trace is lost",
				"suggested_fixes": [
					{"message": "pass ctx", "edits": [{"filename": "/src/b/b.go", "start": 45, "end": 49, "new": "ctx"}]}
				],
				"related": [{"posn": "/src/b/b.go:3:1", "end": "/src/b/b.go:3:4", "message": "started here"}]
			}
		]
	}
}
{
	"example.test/a": {
		"freshroot": [{"category": "freshroot/root", "posn": "/src/a/a.y:10", "end": "/src/a/a.y:10", "message": "a new trace"}]
	}
}
`
	findings, err := DecodeFindings([]byte(output))
	if err != nil {
		t.Fatal(err)
	}
	if len(findings) != 2 {
		t.Fatalf("%d findings, want 2", len(findings))
	}
	a, b := findings[0], findings[1]
	if file, line := a.File(); a.Package != "example.test/a" || file != "/src/a/a.y" || line != 10 {
		t.Errorf("first finding is %v of %s at %s line %d", a, a.Package, file, line)
	}
	if file, line := b.File(); b.Analyzer != "publishctx" || file != "/src/b/b.go" || line != 8 {
		t.Errorf("second finding is %v of %s at %s line %d", b, b.Analyzer, file, line)
	}
	if want := (Edit{"/src/b/b.go", 45, 49, "ctx"}); len(b.Fixes) != 1 || len(b.Fixes[0].Edits) != 1 || b.Fixes[0].Edits[0] != want {
		t.Errorf("fixes = %v, want one edit %v", b.Fixes, want)
	}

	if _, err := DecodeFindings([]byte(`{"p": {"publishctx": {"error": "it failed"}}}`)); err == nil || !strings.Contains(err.Error(), "it failed") {
		t.Errorf("error of a failed analyzer = %v", err)
	}
}

func TestApply(t *testing.T) {
	at := func(old string) (start, end int) {
		start = strings.Index(source, old)
		return start, start + len(old)
	}
	replace := func(old, new string) Edit {
		start, end := at(old)
		return Edit{"p.go", start, end, new}
	}
	insert := func(before, new string) Edit {
		start, _ := at(before)
		return Edit{"p.go", start, start, new}
	}
	tests := []struct {
		name    string
		fixes   [][]Edit // one finding each
		want    string
		wantErr string
	}{
		{
			name:  "two findings",
			fixes: [][]Edit{{replace("b()", "b(1)")}, {replace("a()", "a(1)")}},
			want:  strings.NewReplacer("a()", "a(1)", "b()", "b(1)").Replace(source),
		},
		{
			name: "the same import twice",
			fixes: [][]Edit{
				{insert("func", "import \"context\"\n\n"), replace("a()", "a(context.Background())")},
				{insert("func", "import \"context\"\n\n"), replace("b()", "b(context.Background())")},
			},
			want: strings.NewReplacer("func", "import \"context\"\n\nfunc", "a()", "a(context.Background())", "b()", "b(context.Background())").Replace(source),
		},
		{
			name:    "conflict",
			fixes:   [][]Edit{{replace("a()\n\tb()", "c()")}, {replace("b()", "d()")}},
			wantErr: "two edits of the bytes",
		},
		{
			name:    "out of range",
			fixes:   [][]Edit{{{"p.go", 10, 1000, ""}}},
			wantErr: "of a file of",
		},
		{
			name:    "syntax error",
			fixes:   [][]Edit{{replace("a()", "a(")}},
			wantErr: "does not parse",
		},
		{
			name:    "not formatted",
			fixes:   [][]Edit{{replace("a()", "a( )")}},
			wantErr: "not formatted",
		},
		{name: "no fix", fixes: [][]Edit{nil}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var findings []Finding
			for _, edits := range tt.fixes {
				var f Finding
				if edits != nil {
					// The second fix is an alternative and must not be applied.
					f.Fixes = []Fix{{Edits: edits}, {Edits: []Edit{{"p.go", 0, 7, "module"}}}}
				}
				findings = append(findings, f)
			}
			files, err := Apply(findings, func(name string) ([]byte, error) {
				if name != "p.go" {
					return nil, os.ErrNotExist
				}
				return []byte(source), nil
			})
			if tt.wantErr != "" {
				if err == nil || !strings.Contains(err.Error(), tt.wantErr) {
					t.Fatalf("error = %v, want one that says %q", err, tt.wantErr)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := string(files["p.go"]); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}
