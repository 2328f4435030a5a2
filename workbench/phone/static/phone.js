// What a phone's page gains with scripts: it keeps what was typed through a reload or a lost
// connection, sends again until the answer came, counts down, and says when the room has moved on.
// Without scripts every page works by its forms and links. Written for browsers of 2017 and later.
(function () {
  'use strict'
  var DRAFT = 'headroom draft '
  var EVERY = 5000, PATIENCE = 15000, LONGEST_PAUSE = 15000
  var touched = false, sending = false, misses = 0, tag = '', timer = 0, counting = 0, pressed = null
  var ahead = 0 // milliseconds by which the server's clock is ahead of this one

  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector))
  }
  function own(form) {
    return all('input, textarea, select', form).filter(function (field) {
      return field.name && field.type !== 'hidden' && !field.readOnly
    })
  }

  // The line at the foot of the screen; `go` leads on.
  function say(text, go, label) {
    var line = document.getElementById('line')
    if (!line) return
    line.textContent = text
    if (go) {
      var link = document.createElement('a')
      link.href = go
      link.textContent = label
      line.appendChild(document.createTextNode(' '))
      line.appendChild(link)
    }
    line.hidden = !text
  }

  // A browser may be set to keep nothing: then a reload loses what was not sent.
  function keep(name, value) {
    try { localStorage.setItem(DRAFT + name, JSON.stringify(value)) } catch (e) { /* see above */ }
  }
  function kept(name) {
    try { return JSON.parse(localStorage.getItem(DRAFT + name)) } catch (e) { return null }
  }
  // A step's own draft, and those of its cards; all drafts when no step is named.
  function drop(step) {
    try {
      Object.keys(localStorage).forEach(function (name) {
        var is_own = name === DRAFT + step || name.indexOf(DRAFT + step + '#') === 0
        if (is_own || (!step && name.indexOf(DRAFT) === 0)) localStorage.removeItem(name)
      })
    } catch (e) { /* see above */ }
  }

  function values(form) {
    return own(form).map(function (field) {
      var ticks = field.type === 'radio' || field.type === 'checkbox'
      return [field.name, ticks ? field.value : '', ticks ? field.checked : field.value]
    })
  }
  function base(form) {
    var field = form.querySelector('[name=base]')
    return field ? field.value : ''
  }
  function remember(form) {
    if (form.dataset.draft) keep(form.dataset.draft, { base: base(form), values: values(form) })
  }
  // A draft is given back only while nothing newer was sent, and never over what the server says is
  // wrong with this very text.
  function restore(form) {
    var draft = form.dataset.draft && kept(form.dataset.draft)
    if (!draft) return
    if (draft.base !== base(form)) { drop(form.dataset.draft); return }
    if (form.parentNode.querySelector('[role=alert]')) return
    var changed = false
    var found = {}
    draft.values.forEach(function (one) { found[one[0] + '\n' + one[1]] = one[2] })
    own(form).forEach(function (field) {
      var ticks = field.type === 'radio' || field.type === 'checkbox'
      var value = found[field.name + '\n' + (ticks ? field.value : '')]
      if (value === undefined) return
      if (ticks && field.checked !== value) { field.checked = value; changed = true }
      if (!ticks && field.value !== value) { field.value = value; changed = true }
    })
    if (!changed) return
    touched = true
    all('details', form).forEach(function (box) {
      box.open = box.open || own(box).some(function (field) { return field.type !== 'radio' && field.value })
    })
    var told = document.createElement('p')
    told.className = 'told'
    told.setAttribute('role', 'status')
    told.textContent = 'What you had not sent yet is back. Nothing of it is stored until you send.'
    form.parentNode.insertBefore(told, form)
  }

  // ---- small conveniences of a form
  function freshen(form) {
    var count = form.querySelector('[data-count]')
    if (count) {
      var boxes = all('.question', form)
      var done = boxes.filter(function (box) {
        return own(box).some(function (field) {
          if (field.type === 'radio' || field.type === 'checkbox') return field.checked
          return field.tagName !== 'SELECT' && !/\.note$/.test(field.name) && field.value.trim()
        })
      }).length
      count.textContent = done + ' of ' + boxes.length + ' answered'
    }
    all('.note', form).forEach(function (note) {
      var from = Number(note.dataset.from)
      var chosen = form.querySelector('[name="' + note.dataset.of + '"]:checked')
      note.hidden = from > 0 && !(chosen && Number(chosen.value) >= from) && !note.querySelector('input').value
    })
    all('fieldset.many', form).forEach(function (box) {
      var ticks = all('input', box)
      var full = ticks.filter(function (tick) { return tick.checked }).length >= Number(box.dataset.most)
      ticks.forEach(function (tick) { tick.disabled = full && !tick.checked })
    })
    credits(form)
  }
  function credits(form) {
    var told = form.querySelector('[data-credits]')
    if (!told) return
    var budget = Number(told.dataset.credits)
    var spent = 0
    all('[data-votes]', form).forEach(function (select) { spent += select.value * select.value })
    var left = budget - spent
    told.textContent = left < 0
      ? spent + ' of ' + budget + ' credits: ' + -left + ' too many'
      : left + ' of ' + budget + ' credits left'
    told.classList.toggle('over', left < 0)
    all('.vote', form).forEach(function (box) {
      var select = box.querySelector('select')
      var price = 2 * Math.abs(select.value) + 1
      var line = box.querySelector('[data-price]')
      line.textContent = 'The next vote costs ' + price + (price > left ? ', more than you have left' : '')
    })
  }
  function steppers(form) {
    all('.vote', form).forEach(function (box) {
      if (box.querySelector('.steps')) return
      var select = box.querySelector('select')
      var row = document.createElement('div')
      row.className = 'steps'
      select.parentNode.insertBefore(row, select)
      row.appendChild(select)
      ;[['\u2212', 1, 'One vote less for: '], ['+', -1, 'One vote more for: ']].forEach(function (one) {
        var button = document.createElement('button')
        button.type = 'button'
        button.className = 'step'
        button.textContent = one[0]
        button.setAttribute('aria-label', one[2] + box.querySelector('label').textContent)
        button.addEventListener('click', function () {
          var to = select.selectedIndex + one[1]
          if (to < 0 || to >= select.options.length) return
          select.selectedIndex = to
          changed(form)
        })
        row.appendChild(button)
      })
    })
  }
  function changed(form) {
    touched = true
    freshen(form)
    clearTimeout(form.saving)
    form.saving = setTimeout(function () { remember(form) }, 200)
  }

  // ---- sending: the form's key makes a second arrival of the same sending harmless
  function send(form, button) {
    var pairs = new URLSearchParams()
    new FormData(form).forEach(function (value, name) { pairs.append(name, value) })
    if (button && button.name) pairs.append(button.name, button.value)
    var body = pairs.toString()
    sending = true
    form.setAttribute('aria-busy', 'true')
    remember(form)
    say('Sending\u2026')
    attempt(0)

    function attempt(number) {
      var gone = false
      var patience = setTimeout(function () { gone = true; again(number) }, PATIENCE)
      fetch(form.action, {
        method: 'POST', body: body, credentials: 'same-origin',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' }
      }).then(function (answer) {
        return answer.text().then(function (text) {
          if (gone) return
          clearTimeout(patience)
          if (answer.status === 502 || answer.status === 503 || answer.status === 504) {
            gone = true
            again(number, Number(answer.headers.get('retry-after')) * 1000)
            return
          }
          gone = true
          arrive(text, answer.url, answer.ok)
        })
      }).catch(function () {
        if (gone) return
        gone = true
        clearTimeout(patience)
        again(number)
      })
    }
    function again(number, pause) {
      say('Not sent yet. Reconnecting\u2026 What you wrote is kept on this phone.')
      var wait = pause || Math.min(LONGEST_PAUSE, 1000 * Math.pow(2, number))
      setTimeout(function () { attempt(number + 1) }, wait * (0.75 + Math.random() / 2))
    }
  }
  function arrive(text, url, isOk) {
    var fresh = new DOMParser().parseFromString(text, 'text/html')
    if (!fresh.getElementById('main')) { location.reload(); return }
    sending = false
    touched = !isOk
    document.title = fresh.title
    document.documentElement.replaceChild(document.adoptNode(fresh.body), document.body)
    if (isOk) history.replaceState(null, '', url)
    begin()
    window.scrollTo(0, 0)
    var first = document.querySelector('[role=alert]') || document.getElementById('main')
    first.setAttribute('tabindex', '-1')
    first.focus({ preventScroll: true })
  }

  // ---- where the room is
  function look() {
    clearTimeout(timer)
    var body = document.body
    if (!body.dataset.state || document.hidden || !window.fetch) return
    var headers = tag ? { 'If-None-Match': tag } : {}
    fetch(body.dataset.state, { headers: headers, cache: 'no-store', credentials: 'same-origin' })
      .then(function (answer) {
        if (answer.status === 404) { location.reload(); return null }
        if (answer.status !== 200 && answer.status !== 304) throw new Error('not now')
        if (misses > 1 && !sending) say('')
        misses = 0
        if (answer.status === 304) return null
        tag = answer.headers.get('etag') || ''
        return answer.json()
      })
      .then(function (told) { if (told) follow(told) })
      .catch(function () {
        misses += 1
        if (misses > 1 && !sending) say('No connection. Reconnecting\u2026 What you write is kept on this phone.')
      })
      .then(later)
  }
  function later() {
    clearTimeout(timer)
    timer = setTimeout(look, EVERY * (0.6 + 0.8 * Math.random()))
  }
  function follow(told) {
    ahead = told.now * 1000 - Date.now()
    var time = document.querySelector('.time')
    if (time && told.until && told.step === document.body.dataset.place) time.dataset.until = told.until
    if (told.step === document.body.dataset.place) return
    if ('stay' in document.body.dataset) {
      say('The room has moved on.', told.go, 'Go there now')
    } else if (isBusy()) {
      say('The room has moved on. This page stays until you have sent it.', told.go, 'Go there now')
    } else {
      location.replace(told.go)
    }
  }
  // Nobody loses a step on which they are typing.
  function isBusy() {
    var on = document.activeElement
    return touched || sending || (on && /^(TEXTAREA|SELECT)$/.test(on.tagName)) ||
      (on && on.tagName === 'INPUT' && on.type === 'text')
  }

  function tick() {
    var time = document.querySelector('.time')
    if (!time) return
    var left = Math.max(0, Math.round(time.dataset.until - (Date.now() + ahead) / 1000))
    var minutes = Math.floor(left / 60), seconds = left % 60
    time.textContent = left ? minutes + ':' + (seconds < 10 ? '0' : '') + seconds : 'Time is up'
  }

  function begin() {
    var time = document.querySelector('.time')
    if (time) ahead = time.dataset.now * 1000 - Date.now()
    clearInterval(counting)
    if (time) { counting = setInterval(tick, 1000); tick() }
    var saved = document.querySelector('[data-saved]')
    if (saved) drop(saved.dataset.saved)
    if (document.querySelector('[data-erased]')) drop('')
    all('form').forEach(function (form) {
      if (form.method !== 'post') return
      steppers(form)
      restore(form)
      freshen(form)
    })
    tag = ''
    if (document.body.dataset.state) later()
  }

  document.addEventListener('input', function (event) {
    if (event.target.form && event.target.form.method === 'post') changed(event.target.form)
  })
  document.addEventListener('change', function (event) {
    if (event.target.form && event.target.form.method === 'post') changed(event.target.form)
  })
  document.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('button')
    pressed = button && button.type === 'submit' ? button : null
  }, true)
  document.addEventListener('submit', function (event) {
    var form = event.target
    if (sending) { event.preventDefault(); return }
    if (form.method !== 'post' || !window.fetch || !window.URLSearchParams || !window.DOMParser) return
    event.preventDefault()
    send(form, event.submitter || pressed)
  })
  document.addEventListener('visibilitychange', function () {
    if (document.hidden) clearTimeout(timer)
    else look()
  })
  window.addEventListener('online', look)
  window.addEventListener('pageshow', function (event) { if (event.persisted) location.reload() })
  begin()
})()
