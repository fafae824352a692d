// The page reads the server's OpenAPI document and builds every call from it. What a reader types lives in the variables below and nowhere
// else: not in storage, not in an address. Everything shown is set as text, never as markup.

const session = { appKey: '', token: '', receivedAt: null };
// Ids typed once or seen in an answer, so that the next call has them already.
const known = new Map();
let api;

const byId = (id) => document.getElementById(id);

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, '');
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child != null));
  return node;
}

function resolve(part) {
  while (part && part.$ref) part = part.$ref.slice(2).split('/').reduce((at, name) => at[name], api);
  return part;
}

const schemaName = (schema) => schema?.$ref?.split('/').pop();
const classOf = (status) => (Number(status) === 203 ? 'ask' : Number(status) < 400 ? 'good' : 'bad');

// ---- Reading

function operations() {
  const all = [];
  for (const [path, item] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(item)) all.push({ path, method, operation });
  }
  return all;
}

function showDocument() {
  byId('about').textContent = api.info.description;
  const calls = operations();
  for (const tag of api.tags) {
    const own = calls.filter((call) => call.operation.tags.includes(tag.name));
    if (own.length === 0) continue;
    const id = `group-${tag.name.toLowerCase().replaceAll(' ', '-')}`;
    byId('contents').append(el('li', {}, el('a', { href: `#${id}` }, tag.name, el('span', {}, String(own.length)))));
    byId('calls').append(
      el('section', { class: 'group', id, 'aria-labelledby': `${id}-title` },
        el('h2', { id: `${id}-title` }, tag.name), el('p', {}, tag.description), own.map(showCall)));
  }
}

function showCall(call) {
  const { method, path, operation } = call;
  const inside = el('div', { class: 'inside' });
  return el('details', {
    class: 'call', id: operation.operationId, 'data-words': `${method} ${path} ${operation.summary}`.toLowerCase(),
    // Built when it is opened: there are many.
    ontoggle: (event) => { if (event.target.open && !inside.hasChildNodes()) inside.append(...callParts(call)); },
  },
  el('summary', {},
    el('span', { class: `method ${method}` }, method.toUpperCase()),
    el('span', { class: 'title' }, operation.summary),
    el('span', { class: 'path' }, path)),
  inside);
}

function callParts(call) {
  const { operation } = call;
  const parts = operation.description ? [el('p', {}, operation.description)] : [];
  parts.push(tryIt(call));
  const parameters = (operation.parameters ?? []).map(resolve);
  if (parameters.length > 0) {
    parts.push(el('h3', {}, 'Parameters'), el('div', { class: 'scroll' }, el('table', {},
      el('thead', {}, el('tr', {}, ['Name', 'In', 'Meaning'].map((word) => el('th', { scope: 'col' }, word)))),
      el('tbody', {}, parameters.map((parameter) => el('tr', {},
        el('td', { class: parameter.required ? 'must' : null }, el('code', {}, parameter.name)),
        el('td', {}, parameter.in),
        el('td', {}, parameter.description, ' ', el('span', { class: 'small' }, schemaWords(parameter.schema)))))))));
  }
  const taken = operation.requestBody?.content['application/json'];
  if (taken) parts.push(el('h3', {}, 'Body'), members(taken.schema));
  parts.push(el('h3', {}, 'Answers'), ...Object.entries(operation.responses).map(showReply));
  return parts;
}

function showReply([status, described]) {
  const reply = resolve(described);
  const json = reply.content?.['application/json'];
  const inside = el('div');
  if (reply.headers) {
    inside.append(el('h4', {}, 'Headers'), ...Object.entries(reply.headers).map(([name, header]) =>
      el('p', {}, el('code', {}, name), ' ', resolve(header).description)));
  }
  if (json && schemaName(json.schema) === 'Error') {
    inside.append(el('div', { class: 'scroll' }, el('table', { class: 'codes' },
      el('thead', {}, el('tr', {}, ['Code', 'Message', 'When'].map((word) => el('th', { scope: 'col' }, word)))),
      el('tbody', {}, Object.values(json.examples).map(resolve).map((example) => el('tr', {},
        el('td', {}, el('code', {}, String(example.value.code))), el('td', {}, example.value.message), el('td', {}, example.summary)))))));
  } else if (json) {
    const examples = json.examples ? Object.entries(json.examples) : [['Example', { value: json.example }]];
    for (const [name, example] of examples) {
      inside.append(el('h4', {}, name === 'Example' ? name : `Example: ${name}`), el('pre', { tabindex: '0' }, JSON.stringify(resolve(example).value, null, 2)));
    }
    inside.append(el('h4', {}, 'Members'), members(json.schema));
  } else {
    inside.append(el('p', {}, reply.content ? `Answers in ${Object.keys(reply.content).join(' or ')}.` : 'Without a body.'));
  }
  return el('details', { class: 'reply' },
    el('summary', {}, el('span', { class: `number ${classOf(status)}` }, status), ' ', reply.description), inside);
}

function schemaWords(schema) {
  const words = [];
  if (schema.enum) words.push(schema.enum.join(' | '));
  else if (schema.type) words.push([].concat(schema.type).join(' or '));
  if ('default' in schema) words.push(`${schema.default} if absent`);
  return words.length > 0 ? `(${words.join('; ')})` : '';
}

function members(schema) {
  const rows = [];
  collect(schema, '', rows, []);
  return el('div', { class: 'scroll' }, el('table', {},
    el('thead', {}, el('tr', {}, ['Member', 'Type', 'Meaning'].map((word) => el('th', { scope: 'col' }, word)))),
    el('tbody', {}, rows.map((row) => el('tr', {},
      el('td', { class: row.must ? 'must' : null }, el('code', {}, row.name)), el('td', {}, row.type), el('td', {}, row.meaning))))));
}

function collect(schema, prefix, rows, seen) {
  const name = schemaName(schema);
  if (name && seen.includes(name)) return;
  const inside = name ? [...seen, name] : seen;
  const full = resolve(schema);
  for (const one of full.anyOf ?? []) collect(one, prefix, rows, inside);
  if (full.items) collect(full.items, `${prefix}[].`.replace('.[]', '[]'), rows, inside);
  for (const [member, ruleOrReference] of Object.entries(full.properties ?? {})) {
    const rule = resolve(ruleOrReference);
    const place = `${prefix}${member}`;
    rows.push({
      name: place,
      must: full.required?.includes(member),
      type: rule.enum ? rule.enum.map(String).join(' | ') : rule.type ? [].concat(rule.type).join(' or ') : rule.anyOf ? 'one of several' : '',
      meaning: rule.description ?? '',
    });
    if (rule.properties || rule.anyOf) collect(ruleOrReference, `${place}.`, rows, inside);
    else if (rule.items) collect(rule.items, `${place}[].`, rows, inside);
  }
}

// ---- Trying

function tryIt(call) {
  const { operation } = call;
  const inputs = new Map();
  const fields = (operation.parameters ?? []).map(resolve).map((parameter) => {
    const id = `${operation.operationId}-${parameter.name}`;
    const input = parameter.schema.enum
      ? el('select', { id }, parameter.required ? null : el('option', { value: '' }, '—'), parameter.schema.enum.map((word) => el('option', { value: word }, word)))
      : el('input', { id, class: 'typed', spellcheck: 'false', autocapitalize: 'none', autocomplete: 'off', placeholder: parameter.example ?? parameter.schema.default ?? '' });
    input.value = known.get(parameter.name) ?? (parameter.in === 'query' && parameter.required ? String(parameter.example) : parameter.name === 'institutionId' ? parameter.example : '');
    inputs.set(parameter, input);
    return el('div', {}, el('label', { for: id, class: parameter.required ? 'must' : null }, parameter.name), input);
  });
  const example = operation.requestBody?.content['application/json'].example;
  const bodyId = `${operation.operationId}-body`;
  const body = example && el('textarea', { id: bodyId, spellcheck: 'false' });
  if (body) {
    body.value = JSON.stringify(exampleBody(operation, example), null, 2);
    body.rows = Math.min(18, body.value.split('\n').length + 1);
  }
  const answer = el('div', { 'aria-live': 'polite' });
  const button = el('button', { class: 'primary' }, 'Send');
  const form = el('form', {
    class: 'try', autocomplete: 'off', novalidate: true,
    onsubmit: async (event) => {
      event.preventDefault();
      const missing = [...inputs].find(([parameter, input]) => parameter.required && parameter.in === 'path' && input.value.trim() === '');
      if (missing) {
        answer.replaceChildren(el('p', { class: 'state bad' }, `${missing[0].name} is needed: it is part of the address.`));
        missing[1].focus();
        return;
      }
      button.disabled = true;
      try {
        await send(requestOf(call, inputs, body?.value), answer);
      } finally {
        button.disabled = false;
      }
    },
  },
  el('h3', {}, 'Try it'),
  fields.length > 0 ? el('div', { class: 'fields' }, fields) : null,
  body ? [el('label', { for: bodyId }, 'Body, in JSON'), body] : null,
  el('div', { class: 'actions' }, button),
  answer);
  return form;
}

/** The written example with what the reader has told already. */
function exampleBody(operation, example) {
  const copy = structuredClone(example);
  if ('partnerId' in copy && known.has('partnerId')) copy.partnerId = known.get('partnerId');
  if ('institutionLoginId' in copy && known.has('institutionLoginId')) copy.institutionLoginId = known.get('institutionLoginId');
  if ('username' in copy) copy.username = `customer-${Date.now().toString(36)}`;
  return copy;
}

function requestOf(call, inputs, body) {
  let path = call.path;
  const query = new URLSearchParams();
  const headers = {};
  for (const [parameter, input] of inputs) {
    const value = input.value.trim();
    if (value === '') continue;
    if (parameter.in === 'path') {
      path = path.replace(`{${parameter.name}}`, encodeURIComponent(value).replaceAll('%2C', ','));
      known.set(parameter.name, value);
    } else if (parameter.in === 'query') query.append(parameter.name, value);
    else headers[parameter.name] = value;
  }
  const address = query.size > 0 ? `${path}?${query}` : path;
  return { call, address, path, method: call.method.toUpperCase(), headers, body };
}

async function send(request, answer) {
  const headers = { Accept: byId('format').value, ...request.headers };
  if (session.appKey) headers['Finicity-App-Key'] = session.appKey;
  if (session.token && !request.path.endsWith('/partners/authentication')) headers['Finicity-App-Token'] = session.token;
  if (request.body) headers['Content-Type'] = 'application/json';
  // Who answered a question with the keyboard goes on from the next answer, not from the page's beginning.
  const hadFocus = answer.contains(document.activeElement);
  answer.replaceChildren(el('p', { class: 'state' }, 'Waiting for the answer…'));
  const begun = performance.now();
  let response;
  let content;
  try {
    response = await fetch(request.address, { method: request.method, headers, body: request.body, cache: 'no-store', credentials: 'omit' });
    content = await response.blob();
  } catch {
    answer.replaceChildren(el('p', { class: 'state bad' }, 'The server did not answer. Is it running?'));
    return;
  }
  await showAnswer(request, response, content, Math.round(performance.now() - begun), answer);
  if (hadFocus) answer.querySelector('.status').focus();
}

async function showAnswer(request, response, content, milliseconds, answer) {
  const type = (response.headers.get('Content-Type') ?? '').split(';')[0];
  const isText = type === '' || type.endsWith('json') || type.endsWith('xml');
  const text = isText ? await content.text() : '';
  learn(text, type, request);
  const parts = [el('p', { class: `status ${classOf(response.status)}`, tabindex: '-1' },
    `${response.status} ${statusWords(response.status)}`, el('small', {}, `${milliseconds} ms, ${content.size} bytes`))];
  if (response.status >= 400) parts.push(errorNotice(text, type, response.status));
  if (response.status === 203) parts.push(questionForm(request, response, text, type, answer));
  parts.push(el('pre', { class: 'heads', 'aria-label': 'Headers of the answer' }, headerLines(request, response)));
  if (!isText) parts.push(download(content, type));
  else if (text !== '') parts.push(el('pre', { tabindex: '0', class: 'text', 'aria-label': 'Body of the answer' }, type.endsWith('json') ? indentJson(text) : indentXml(text)));
  else parts.push(el('p', { class: 'small' }, 'Without a body.'));
  parts.push(el('details', { class: 'reply curl' }, el('summary', {}, 'The same with curl'), el('div', {}, el('pre', { tabindex: '0' }, curlOf(request)))));
  answer.replaceChildren(el('div', { class: 'answer' }, parts));
}

/** The call as a command. App key and token are the reader's own variables: a command is copied and sent around. */
function curlOf(request) {
  const isAuthentication = request.path.endsWith('/partners/authentication');
  const headers = ['"Finicity-App-Key: $APP_KEY"', ...(isAuthentication ? [] : ['"Finicity-App-Token: $TOKEN"']), `'Accept: ${byId('format').value}'`];
  for (const [name, value] of Object.entries(request.headers)) headers.push(inQuotes(`${name}: ${value}`));
  if (request.body) headers.push("'Content-Type: application/json'");
  const lines = [`curl -i -X ${request.method} ${inQuotes(location.origin + request.address)}`, ...headers.map((header) => `  -H ${header}`)];
  if (request.body) lines.push(`  -d ${inQuotes(request.body)}`);
  return lines.join(' \\\n');
}

const inQuotes = (text) => `'${text.replaceAll("'", "'\\''")}'`;

const STATUS_WORDS = {
  200: 'OK', 201: 'Created', 202: 'Accepted: the work goes on', 203: 'The institution asks', 204: 'Done', 400: 'Bad request', 401: 'Not authorized',
  403: 'Not allowed', 404: 'Not found', 405: 'Method not allowed', 406: 'Not acceptable', 408: 'Session expired', 409: 'Conflict', 413: 'Too large', 429: 'Too many requests',
  500: 'Failed', 503: 'Not available',
};
const statusWords = (status) => STATUS_WORDS[status] ?? '';

function headerLines(request, response) {
  const lines = [`${request.method} ${request.address}`];
  for (const name of ['MFA-Session', 'Content-Type', 'Retry-After']) {
    const value = response.headers.get(name);
    if (value) lines.push(`${name}: ${value}`);
  }
  return lines.join('\n');
}

function errorNotice(text, type, status) {
  const { code, message } = readError(text, type);
  if (!code) return el('div', { class: 'error' }, el('strong', {}, `The server answered ${status}.`));
  const meaning = meaningOf(status, code, message);
  return el('div', { class: 'error', role: 'alert' }, el('strong', {}, `${code}: ${message}`), meaning ? el('p', {}, meaning) : null);
}

function readError(text, type) {
  try {
    if (type.endsWith('json')) {
      const error = JSON.parse(text);
      return { code: String(error.code), message: error.message };
    }
    const error = new DOMParser().parseFromString(text, 'application/xml');
    return { code: error.querySelector('code')?.textContent, message: error.querySelector('message')?.textContent };
  } catch {
    return {};
  }
}

/** What the document says of an error: by its text where several share a number. */
function meaningOf(status, code, message) {
  const examples = Object.values(api.components.examples).filter((example) => String(example.value.code) === code);
  const alike = examples.filter((example) => example.value.message.split(/[(.]/)[0] === message.split(/[(.]/)[0]);
  return (alike[0] ?? (examples.length === 1 ? examples[0] : null))?.summary ?? '';
}

// ---- Questions of an institution

function questionForm(request, response, text, type, answer) {
  const next = answerCall(request.call);
  if (!next) return el('p', { class: 'state' }, 'The questions can be answered with the header MFA-Session and the same call.');
  const questions = readQuestions(text, type);
  const fieldsets = questions.map((question, at) => {
    const name = `answer-${at}`;
    const offered = question.choices.map((choice, number) => el('label', { class: 'choice' },
      el('input', { type: 'radio', name, value: choice.value, required: true, checked: number === 0 }),
      choice.image ? el('img', { src: choice.image, alt: `Picture ${number + 1}` }) : choice.label));
    return el('fieldset', {},
      el('legend', {}, question.text),
      question.image ? el('img', { src: question.image, alt: 'The picture the question is about' }) : null,
      offered.length > 0 ? offered : el('input', { name, required: true, autocomplete: 'off', 'aria-label': question.text }));
  });
  return el('form', {
    class: 'questions', autocomplete: 'off',
    onsubmit: async (event) => {
      event.preventDefault();
      const given = new FormData(event.target);
      const answered = { questions: questions.map((question, at) => ({ text: question.text, answer: given.get(`answer-${at}`) })) };
      const wrapped = JSON.stringify(resolve(next.operation.requestBody.content['application/json'].schema).properties)?.includes('mfaChallenges');
      await send({
        call: next,
        method: next.method.toUpperCase(),
        path: request.path.endsWith('/mfa') ? request.path : `${request.path}/mfa`,
        address: mfaAddress(request.address),
        headers: { 'MFA-Session': response.headers.get('MFA-Session') },
        body: JSON.stringify({ ...repeated(request.body), ...(wrapped ? { mfaChallenges: answered } : answered) }),
      }, answer);
    },
  }, fieldsets, el('button', { class: 'primary' }, 'Answer'));
}

/** The call that takes the answers: at the same address with /mfa. */
function answerCall(call) {
  if (call.path.endsWith('/mfa')) return call;
  const item = api.paths[`${call.path}/mfa`];
  const method = item && Object.keys(item)[0];
  return item && { path: `${call.path}/mfa`, method, operation: item[method] };
}

function mfaAddress(address) {
  const [path, query] = address.split('?');
  const answered = path.endsWith('/mfa') ? path : `${path}/mfa`;
  return query ? `${answered}?${query}` : answered;
}

/** Chosen accounts are repeated with the answers; credentials are not. */
function repeated(body) {
  try {
    const { accounts } = JSON.parse(body);
    return accounts ? { accounts } : {};
  } catch {
    return {};
  }
}

function readQuestions(text, type) {
  if (type.endsWith('json')) {
    return JSON.parse(text).questions.map((question) => ({
      text: question.text,
      image: picture(question.image),
      choices: [
        ...(question.choices ?? []).map((one) => ({ value: one.value, label: one.choice })),
        ...(question.imageChoices ?? []).map((one) => ({ value: one.value, image: picture(one.imageChoice) })),
      ],
    }));
  }
  const all = new DOMParser().parseFromString(text, 'application/xml').querySelectorAll('question');
  return [...all].map((question) => ({
    text: question.querySelector('text')?.textContent ?? '',
    image: picture(question.querySelector('image')?.textContent),
    choices: [
      ...[...question.querySelectorAll('choice')].map((one) => ({ value: one.getAttribute('value'), label: one.textContent })),
      ...[...question.querySelectorAll('imageChoice')].map((one) => ({ value: one.getAttribute('value'), image: picture(one.textContent) })),
    ],
  }));
}

const picture = (source) => (source?.startsWith('data:image/') ? source : null);

// ---- What answers teach

function learn(text, type, request) {
  if (!type.endsWith('json')) return;
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return;
  }
  const customerAdded = /\/customers\/(testing|active)$/.test(request.path);
  if (customerAdded && value.id) remember('customerId', value.id);
  const account = value.accounts?.[0];
  if (account?.id) remember('accountId', account.id);
  if (account?.institutionLoginId) remember('institutionLoginId', account.institutionLoginId);
  const transaction = value.transactions?.[0];
  if (transaction?.id) remember('transactionId', transaction.id);
  if (transaction?.uniqueTransactionId) remember('uniqueTransactionId', transaction.uniqueTransactionId);
  if (value.refreshId) remember('refreshId', value.refreshId);
  const subscription = value.subscriptions?.[0];
  if (subscription?.id) remember('subscriptionId', subscription.id);
  const statement = value.statements?.find((one) => one.id);
  if (statement) remember('assetId', statement.id);
}

/** Fills the fields that are still empty, and those that are opened later. */
function remember(name, value) {
  known.set(name, String(value));
  for (const input of document.querySelectorAll(`input[id$="-${name}"]`)) if (input.value === '') input.value = String(value);
}

// ---- Showing bodies as they came: numbers keep their digits, which reading and writing them again would not grant

function indentJson(text) {
  let out = '';
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (quoted) {
      out += sign;
      if (sign === '\\') out += text[++at];
      else if (sign === '"') quoted = false;
    } else if (sign === '"') {
      quoted = true;
      out += sign;
    } else if (sign === '{' || sign === '[') {
      const isEmpty = text[at + 1] === (sign === '{' ? '}' : ']');
      out += isEmpty ? sign + text[++at] : `${sign}\n${'  '.repeat(++depth)}`;
    } else if (sign === '}' || sign === ']') out += `\n${'  '.repeat(--depth)}${sign}`;
    else if (sign === ',') out += `,\n${'  '.repeat(depth)}`;
    else if (sign === ':') out += ': ';
    else out += sign;
  }
  return out;
}

function indentXml(text) {
  let depth = 0;
  return text.replaceAll('><', '>\n<').split('\n').map((line) => {
    if (line.startsWith('</')) depth--;
    const shown = '  '.repeat(Math.max(depth, 0)) + line;
    if (/^<[^!?/][^>]*[^/]>$|^<\w>$/.test(line)) depth++;
    return shown;
  }).join('\n');
}

function download(content, type) {
  const address = URL.createObjectURL(content);
  const name = type.includes('pdf') ? 'statement.pdf' : type.includes('svg') ? 'picture.svg' : 'document';
  return el('p', {}, el('a', { href: address, download: name }, `Save ${name}`), ` (${type})`);
}

// ---- The key

byId('key').addEventListener('submit', async (event) => {
  event.preventDefault();
  const state = byId('key-state');
  session.appKey = byId('app-key').value.trim();
  session.token = '';
  known.set('partnerId', byId('partner-id').value.trim());
  state.className = 'state';
  state.textContent = 'Asking for a token…';
  try {
    const response = await fetch('/aggregation/v2/partners/authentication', {
      method: 'POST',
      headers: { 'Finicity-App-Key': session.appKey, 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ partnerId: known.get('partnerId'), partnerSecret: byId('partner-secret').value }),
      cache: 'no-store',
      credentials: 'omit',
    });
    const answer = await response.json();
    if (response.ok) {
      session.token = answer.token;
      session.receivedAt = new Date();
      state.className = 'state good';
      state.textContent = `Token received at ${session.receivedAt.toLocaleTimeString()}. Good for two hours; every call you send here carries it.`;
      byId('key-box').open = false;
    } else {
      state.className = 'state bad';
      state.textContent = `${answer.code}: ${answer.message}. ${meaningOf(response.status, String(answer.code), answer.message)}`;
    }
  } catch {
    state.className = 'state bad';
    state.textContent = 'The server did not answer. Is it running?';
  }
});

byId('filter').addEventListener('input', (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const call of document.querySelectorAll('.call')) call.hidden = !words.every((word) => call.dataset.words.includes(word));
  for (const group of document.querySelectorAll('.group')) group.hidden = !group.querySelector('.call:not([hidden])');
});

// A link to a call opens it.
function openFromAddress() {
  const call = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (call?.matches('.call')) {
    call.open = true;
    call.scrollIntoView();
  }
}

try {
  api = await (await fetch('/openapi/finicity.json')).json();
  showDocument();
  openFromAddress();
  window.addEventListener('hashchange', openFromAddress);
} catch {
  byId('about').textContent = 'The description of this server could not be read. Reload the page to try again.';
}
