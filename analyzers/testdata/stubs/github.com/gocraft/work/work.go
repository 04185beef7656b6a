// Package work is a stub: the signatures of gocraft/work, without code.
package work

type (
	Q            map[string]interface{}
	Enqueuer     struct{ _ int }
	WorkerPool   struct{ _ int }
	JobOptions   struct{ MaxFails uint }
	ScheduledJob struct {
		RunAt int64
		*Job
	}
	Job struct {
		Name  string
		ID    string
		Args  map[string]interface{}
		Fails int64
	}
)

func (*Enqueuer) Enqueue(jobName string, args map[string]interface{}) (*Job, error) { return nil, nil }
func (*Enqueuer) EnqueueIn(jobName string, secondsFromNow int64, args map[string]interface{}) (*ScheduledJob, error) {
	return nil, nil
}
func (*Enqueuer) EnqueueUnique(jobName string, args map[string]interface{}) (*Job, error) {
	return nil, nil
}
func (*Enqueuer) EnqueueUniqueIn(jobName string, secondsFromNow int64, args map[string]interface{}) (*ScheduledJob, error) {
	return nil, nil
}
func (*Enqueuer) EnqueueUniqueByKey(jobName string, args map[string]interface{}, keyMap map[string]interface{}) (*Job, error) {
	return nil, nil
}
func (*Enqueuer) EnqueueUniqueInByKey(jobName string, secondsFromNow int64, args map[string]interface{}, keyMap map[string]interface{}) (*ScheduledJob, error) {
	return nil, nil
}
func (*WorkerPool) Job(name string, fn interface{}) *WorkerPool { return nil }
func (*WorkerPool) JobWithOptions(name string, jobOpts JobOptions, fn interface{}) *WorkerPool {
	return nil
}
func (*WorkerPool) Middleware(fn interface{}) *WorkerPool { return nil }
func (*Job) ArgString(key string) string                  { return "" }
