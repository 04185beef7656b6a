package config

import (
	"fmt"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Settings reads what another program's configuration says about tracelint:
// the keys of the file, as maps, lists and scalars. Elsewhere says of those
// keys for which that program has means of its own what these are. Upper and
// lower case of keys make no difference: such programs tend to lose it. What is
// wrong is an *Error whose problems have paths instead of positions.
func Settings(value any, elsewhere map[string]string) (*Config, error) {
	if value == nil {
		return new(Config), nil
	}
	var node yaml.Node
	if err := node.Encode(value); err != nil {
		return nil, fmt.Errorf("settings: %v", err)
	}
	d := &decoder{paths: true, path: []string{"settings"}, elsewhere: elsewhere}
	var f file
	setDefaults(reflect.ValueOf(&f).Elem())
	d.root(&node, &f)
	return d.result(&f)
}

// refused says why a key of a file is not one of the settings.
func (d *decoder) refused(t reflect.Type, key string) (why string, refused bool) {
	if t != reflect.TypeFor[file]() {
		return "", false
	}
	for name, instead := range d.elsewhere {
		if strings.EqualFold(name, key) {
			return name + " is not read here: " + instead, true
		}
	}
	return "", false
}
