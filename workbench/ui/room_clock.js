// Counts down to a deadline by the server's clock: the server says how much is left, the browser
// only counts from there, so that a wrong clock on a laptop does not matter.

const instances = new WeakMap()

export default function (component) {
  const { data, parentElement } = component
  const one = instances.get(parentElement) ?? { timer: 0, key: "", until: 0 }
  instances.set(parentElement, one)
  one.place = parentElement.querySelector("p")
  one.place.className = data.size
  // Another look at the same deadline must not make the figure jump by the time it took to arrive.
  const until = performance.now() + data.left * 1000
  const is_same = one.key === data.deadline && Math.abs(until - one.until) < 1500
  if (!is_same) one.until = until
  one.key = data.deadline
  const draw = () => {
    const left = Math.max(0, Math.round((one.until - performance.now()) / 1000))
    const hours = Math.floor(left / 3600)
    const minutes = String(Math.floor(left / 60) % 60).padStart(hours ? 2 : 1, "0")
    const text = `${hours ? hours + ":" : ""}${minutes}:${String(left % 60).padStart(2, "0")}`
    const told = left ? `${text} left` : "Time is up"
    if (one.place.textContent !== told) one.place.textContent = told
    one.place.classList.toggle("short", left <= 60)
  }
  draw()
  clearInterval(one.timer)
  one.timer = setInterval(draw, 250)
  return () => clearInterval(one.timer)
}
