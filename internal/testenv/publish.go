package testenv

import (
	"archive/zip"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Published is the version that Publish publishes the main module as.
const Published = "v0.999.0"

// Publish publishes the main module, as it is in the working tree, on a module
// proxy of its own, and returns what to add to the environment of a go command
// that is to take it from there: what users do once there is a release.
// Everything else comes from the module cache, or else from where it usually
// comes from. The proxy and a module cache of its own are in scratch, which
// RemoveAll removes.
func Publish(t testing.TB, scratch string) (env []string) {
	t.Helper()
	return PublishAs(t, scratch, Published)
}

// PublishAs does the same with a version of the caller's.
func PublishAs(t testing.TB, scratch, version string) (env []string) {
	t.Helper()
	root, proxy, cache := Root(t), filepath.Join(scratch, "proxy"), filepath.Join(scratch, "modules")
	module := strings.TrimPrefix(mainModule, "module ")
	dir := filepath.Join(proxy, filepath.FromSlash(module), "@v")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"list":            version + "\n",
		version + ".info": fmt.Sprintf(`{"Version": %q, "Time": "2026-01-01T00:00:00Z"}`, version),
		version + ".mod":  string(mod),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive(root, module+"@"+version, filepath.Join(dir, version+".zip")); err != nil {
		t.Fatal(err)
	}
	known := strings.Split(strings.TrimSpace(string(Go(t, root, "env", "GOMODCACHE", "GOPROXY"))), "\n")
	return []string{
		"GOPROXY=" + strings.Join([]string{fileURL(proxy), fileURL(filepath.Join(known[0], "cache", "download")), known[1]}, ","),
		"GOMODCACHE=" + cache, "GOSUMDB=off", "GOWORK=off", "GOFLAGS=",
	}
}

// RemoveAll removes a directory, though there may be a module cache in it,
// which is read-only.
func RemoveAll(dir string) error {
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			return os.Chmod(path, 0o777)
		}
		return nil
	})
	return os.RemoveAll(dir)
}

func fileURL(dir string) string {
	path := filepath.ToSlash(dir)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// archive writes a module's files, those of nested modules excepted, below
// prefix into a zip file.
func archive(root, prefix, name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	z := zip.NewWriter(f)
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			_, err := os.Stat(filepath.Join(path, "go.mod"))
			if path != root && (err == nil || d.Name() == ".git") {
				return fs.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() {
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err != nil || rel == ".git" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		w, err := z.Create(prefix + "/" + filepath.ToSlash(rel))
		if err == nil {
			_, err = w.Write(data)
		}
		return err
	})
	if err != nil {
		return err
	}
	return z.Close()
}
