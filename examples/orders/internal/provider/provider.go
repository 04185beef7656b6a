// Package provider is the client of an outside payment provider, with a stand-in for the provider itself.
package provider

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"sync/atomic"
)

// Path is where the provider takes charges.
const Path = "/provider/charges"

// Client talks to the provider over HTTP.
type Client struct {
	BaseURL string
}

// Charge asks the provider for the money and returns the provider's reference.
func (c *Client) Charge(ctx context.Context, orderID string, cents int64) (string, error) {
	query := url.Values{"order": {orderID}, "cents": {strconv.FormatInt(cents, 10)}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.BaseURL+Path+"?"+query.Encode(), nil)
	if err != nil {
		return "", err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return "", err
	}
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("provider answered %s", resp.Status)
	}
	return string(body), nil
}

// Flaky is a provider that is unavailable for the first n charges.
func Flaky(n int32) http.Handler {
	var calls atomic.Int32
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) <= n {
			http.Error(w, "try again later", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintf(w, "charge-for-%s", r.FormValue("order"))
	})
}
