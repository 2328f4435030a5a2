// Counts the answered questions, and keeps what has not been sent yet in this tab of the browser.
// Nothing of it goes to the server, except back into the form after a reload. It reads the form by
// its standard HTML only: inputs, and what is marked as checked or pressed.

const KEPT = "headroom draft of "
const ONE_YEAR = 365 * 24 * 60 * 60
const instances = new WeakMap()

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const known = instances.get(parentElement)
  const one = known ?? { timer: 0, is_changed: false, before: null, offered_to: "" }
  one.data = data
  one.count = parentElement.querySelector("p")
  one.bar = parentElement.querySelector("progress")
  parentElement.querySelector("label").hidden = !data.questions.length
  instances.set(parentElement, one)

  take_turn(data.turn)
  offer_draft(one, setTriggerValue)
  later(one, false)
  if (known) return one.stop

  const touched = () => (one.before ??= JSON.stringify(read_all(one.data.keys)))
  const changed = () => later(one, true)
  const early = ["pointerdown", "keydown"]
  const late = ["input", "change", "click", "keyup"]
  early.forEach(name => document.addEventListener(name, touched, true))
  late.forEach(name => document.addEventListener(name, changed, true))
  one.stop = () => {
    clearTimeout(one.timer)
    early.forEach(name => document.removeEventListener(name, touched, true))
    late.forEach(name => document.removeEventListener(name, changed, true))
  }
  return one.stop
}

// The widgets take a moment to show what was picked.
function later(one, is_change) {
  one.is_changed ||= is_change
  clearTimeout(one.timer)
  one.timer = setTimeout(() => {
    if (!is_whole(one.data)) return
    const values = read_all(one.data.keys)
    show_count(one, values)
    if (one.is_changed) keep(one, values)
    one.is_changed = false
  }, 150)
}

// While another page takes the form's place, questions go one by one: that is no emptied form.
function is_whole({ questions }) {
  return questions.every(keys => keys.some(key => document.querySelector(`.st-key-${key}`)))
}

function show_count({ data, count, bar }, values) {
  const answered = data.questions.filter(keys => keys.some(key => key in values)).length
  count.textContent = `${answered} of ${data.questions.length} answered`
  bar.max = data.questions.length
  bar.value = answered
}

function read_all(keys) {
  return Object.fromEntries(keys.map(key => [key, read(key)]).filter(([, value]) => value !== null))
}

// The text of a field, the positions of what is chosen, or true for a tick; null for nothing.
function read(key) {
  const box = document.querySelector(`.st-key-${key}`)
  if (!box) return null
  const field = box.querySelector("textarea, input[type=number], input[type=text]")
  if (field) return field.value.trim() === "" ? null : field.value
  const tick = box.querySelector("input[type=checkbox]")
  if (tick) return tick.checked || null
  const choices = [...box.querySelectorAll("input[type=radio], [role=radio], [aria-pressed]")]
  const chosen = choices.flatMap((choice, at) => (is_chosen(choice) ? [at] : []))
  return chosen.length ? chosen : null
}

function is_chosen(choice) {
  return choice.checked === true ||
    choice.getAttribute("aria-checked") === "true" ||
    choice.getAttribute("aria-pressed") === "true"
}

// A draft belongs to one person's form as it was when it was last sent; any other is dropped. A new
// sheet on the server, after a reload or a restart, knows nothing of it yet.
function offer_draft(one, setTriggerValue) {
  const { form, scope, sheet, keys } = one.data
  const draft = take(form)
  if (draft && (draft.scope !== scope || !keys.length)) drop(form)
  else if (draft && one.offered_to !== sheet) setTriggerValue("draft", draft.values)
  if (one.offered_to !== sheet) Object.assign(one, { before: null, is_changed: false })
  one.offered_to = sheet
}

function keep({ data, before }, values) {
  if (!data.keys.length) return
  const text = JSON.stringify(values)
  const is_as_it_was = text === before && !data.is_draft
  if (is_as_it_was || text === "{}") drop(data.form)
  else put(data.form, { scope: data.scope, values })
}

// On a device that is handed round, neither a reload nor a look at what is kept brings the person
// before back.
function take_turn({ cookie, of }) {
  if (!of || take(cookie) === of) return
  forget()
  put(cookie, of)
  const secure = location.protocol === "https:" ? "; Secure" : ""
  document.cookie = `${cookie}=${of}; Max-Age=${ONE_YEAR}; Path=/; SameSite=Lax${secure}`
}

// A browser may be set to keep nothing: then a reload loses what was not sent.
function take(name) {
  try { return JSON.parse(sessionStorage.getItem(KEPT + name)) } catch { return null }
}
function put(name, value) {
  try { sessionStorage.setItem(KEPT + name, JSON.stringify(value)) } catch { /* see above */ }
}
function drop(name) {
  try { sessionStorage.removeItem(KEPT + name) } catch { /* see above */ }
}
function forget() {
  try {
    const names = Object.keys(sessionStorage).filter(name => name.startsWith(KEPT))
    names.forEach(name => sessionStorage.removeItem(name))
  } catch { /* see above */ }
}
