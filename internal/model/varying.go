package model

// idTypes are types whose values are ids, whoever declares them.
var idTypes = map[string]bool{"UUID": true, "ULID": true, "KSUID": true, "ObjectID": true, "NullUUID": true}

// What requests are for, in full or in part, as varying has it.
const (
	RequestURL = "the request's URL"
	AnyURL     = "a URL"
	URLPath    = "a URL's path"
	URLQuery   = "a URL's query"
)

// IsAddress reports whether what varies is a URL or a part of one. Conventions
// forbid it in names of any spans, those of instrumentation included.
func IsAddress(what string) bool {
	return what == RequestURL || what == AnyURL || what == URLPath || what == URLQuery
}

// varying are the functions, methods and fields that give another value for
// each request, and what it is.
var varying = map[Ref]string{
	{Pkg: "net/http", Recv: "Request", Name: "URL", Kind: FieldKind}:            RequestURL,
	{Pkg: "net/http", Recv: "Request", Name: "RequestURI", Kind: FieldKind}:     RequestURL,
	{Pkg: "net/http", Recv: "Request", Name: "RemoteAddr", Kind: FieldKind}:     "the caller's address",
	{Pkg: "net/http", Recv: "Request", Name: "FormValue", Kind: MethodKind}:     "user input",
	{Pkg: "net/http", Recv: "Request", Name: "PostFormValue", Kind: MethodKind}: "user input",
	{Pkg: "net/http", Recv: "Request", Name: "PathValue", Kind: MethodKind}:     "user input",
	{Pkg: "net/http", Recv: "Request", Name: "UserAgent", Kind: MethodKind}:     "user input",
	{Pkg: "net/http", Recv: "Request", Name: "Referer", Kind: MethodKind}:       "user input",
	{Pkg: "net/url", Recv: "URL", Name: "Path", Kind: FieldKind}:                URLPath,
	{Pkg: "net/url", Recv: "URL", Name: "RawPath", Kind: FieldKind}:             URLPath,
	{Pkg: "net/url", Recv: "URL", Name: "RawQuery", Kind: FieldKind}:            URLQuery,
	{Pkg: "net/url", Recv: "URL", Name: "String", Kind: MethodKind}:             AnyURL,
	{Pkg: "net/url", Recv: "URL", Name: "Redacted", Kind: MethodKind}:           AnyURL,
	{Pkg: "net/url", Recv: "URL", Name: "RequestURI", Kind: MethodKind}:         URLPath,
	{Pkg: "net/url", Recv: "URL", Name: "EscapedPath", Kind: MethodKind}:        URLPath,
	{Pkg: "time", Name: "Now"}: "the time",
	{Pkg: "github.com/gin-gonic/gin", Recv: "Context", Name: "Param", Kind: MethodKind}:         "user input",
	{Pkg: "github.com/gin-gonic/gin", Recv: "Context", Name: "Query", Kind: MethodKind}:         "user input",
	{Pkg: "github.com/gin-gonic/gin", Recv: "Context", Name: "PostForm", Kind: MethodKind}:      "user input",
	{Pkg: "github.com/gin-gonic/gin", Recv: "Context", Name: "ClientIP", Kind: MethodKind}:      "the caller's address",
	{Pkg: "github.com/labstack/echo/v4", Recv: "Context", Name: "Param", Kind: MethodKind}:      "user input",
	{Pkg: "github.com/labstack/echo/v4", Recv: "Context", Name: "QueryParam", Kind: MethodKind}: "user input",
	{Pkg: "github.com/labstack/echo/v4", Recv: "Context", Name: "FormValue", Kind: MethodKind}:  "user input",
	{Pkg: "github.com/labstack/echo/v4", Recv: "Context", Name: "RealIP", Kind: MethodKind}:     "the caller's address",
	{Pkg: "github.com/go-chi/chi/v5", Name: "URLParam"}:                                         "user input",
}

// Varying says what the function, method or field gives that is another value
// for each request; "" if it gives none, or is not known to.
func Varying(ref Ref) string {
	if what := varying[ref]; what != "" {
		return what
	}
	if Mints(ref.Pkg, ref.Name) {
		return "a generated value"
	}
	return ""
}

// IsIDType reports whether values of a type of that name, declared in the
// package with that path, are ids.
func IsIDType(path, name string) bool {
	return idTypes[name] || name == "ID" && MakesIDs(path)
}

// Templates are methods and fields that give a request's route as it was
// registered: of these there are few.
var templates = map[Ref]bool{
	{Pkg: "net/http", Recv: "Request", Name: "Pattern", Kind: FieldKind}:                       true,
	{Pkg: "net/http", Recv: "Request", Name: "Method", Kind: FieldKind}:                        true,
	{Pkg: "github.com/gorilla/mux", Recv: "Route", Name: "GetPathTemplate", Kind: MethodKind}:  true,
	{Pkg: "github.com/gorilla/mux", Recv: "Route", Name: "GetName", Kind: MethodKind}:          true,
	{Pkg: "github.com/go-chi/chi/v5", Recv: "Context", Name: "RoutePattern", Kind: MethodKind}: true,
	{Pkg: "github.com/gin-gonic/gin", Recv: "Context", Name: "FullPath", Kind: MethodKind}:     true,
	{Pkg: "github.com/labstack/echo/v4", Recv: "Context", Name: "Path", Kind: MethodKind}:      true,
}

// IsTemplate reports whether the method or field gives a request's method or
// the route that it was registered with.
func IsTemplate(ref Ref) bool { return templates[ref] }
