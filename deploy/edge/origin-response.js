'use strict';

// Runs at CloudFront's edge for every page that comes from the origin. Reads the origin's content security policy,
// keeps what it may say, puts ours in the place of the rest, and adds what is missing, with the nonce that
// viewer-request.js made for this answer.

const NONCE = /^[A-Za-z0-9+/]{22}==$/;
const HASH = /^'sha(256|384|512)-[A-Za-z0-9+/]+={0,2}'$/;
const TOP = ["'none'", "'self'"];

// What a directive is when the origin does not say, and what else the origin may allow in it.
const DIRECTIVES = {
  'default-src': { ours: ["'none'"], allowed: TOP },
  'script-src': { ours: ["'self'"], allowed: [...TOP, "'strict-dynamic'", "'report-sample'"], inline: true },
  'style-src': { ours: ["'self'"], allowed: [...TOP, "'report-sample'"], inline: true },
  'img-src': { ours: ["'self'", 'data:'], allowed: [...TOP, 'data:'], hosts: true },
  'font-src': { ours: ["'self'"], allowed: TOP },
  'connect-src': { ours: ["'self'"], allowed: TOP, hosts: true },
  'base-uri': { ours: ["'none'"], allowed: TOP },
  'form-action': { ours: ["'none'"], allowed: TOP },
  'frame-ancestors': { ours: ["'none'"], allowed: ["'none'"] },
  'require-trusted-types-for': { ours: ["'script'"], allowed: ["'script'"] },
};

const first = (headers, name) => headers?.[name]?.[0]?.value ?? '';

// The first of several directives of one name counts, as in a browser.
function read(policy) {
  const said = new Map();
  for (const part of policy.split(';')) {
    const [name, ...sources] = part.trim().split(/\s+/);
    if (name && !said.has(name.toLowerCase())) {
      said.set(name.toLowerCase(), sources);
    }
  }

  return said;
}

// True for an address of our own domain over TLS, with no path.
function isOurs(source, domain) {
  const host = /^https:\/\/(?:\*\.)?([a-z0-9.-]+)$/.exec(source)?.[1];
  return Boolean(domain && host && (host === domain || host.endsWith(`.${domain}`)));
}

function sources(rule, said, nonce, domain) {
  const isAllowed = (source) =>
    rule.allowed.includes(source.toLowerCase())
    || (rule.inline && (HASH.test(source) || (nonce && source === `'nonce-${nonce}'`)))
    || (rule.hosts && isOurs(source, domain));
  const kept = said?.length > 0 && said.every(isAllowed) ? said : rule.ours;
  const none = kept.map((source) => source.toLowerCase()).includes("'none'");
  const missing = rule.inline && nonce && !none && !kept.includes(`'nonce-${nonce}'`);
  return missing ? [...kept, `'nonce-${nonce}'`] : kept;
}

exports.handler = async (event) => {
  const { request, response } = event.Records[0].cf;
  const handed = first(request.headers, 'x-domicile-nonce');
  const nonce = NONCE.test(handed) ? handed : null;
  const origin = request.origin?.s3 ?? request.origin?.custom;
  const domain = first(origin?.customHeaders, 'x-domicile-domain');

  // Two policies hold both, and neither is easy to add to: ours takes their place.
  const policies = response.headers['content-security-policy'] ?? [];
  const single = policies.length === 1 && !policies[0].value.includes(',');
  const said = single ? read(policies[0].value) : new Map();
  const value = Object.entries(DIRECTIVES)
    .map(([name, rule]) => [name, ...sources(rule, said.get(name), nonce, domain)].join(' '))
    .join('; ');

  response.headers['content-security-policy'] = [{ key: 'Content-Security-Policy', value }];
  delete response.headers['content-security-policy-report-only'];

  // A page that is kept would be shown later with another answer's nonce.
  response.headers['cache-control'] = [{ key: 'Cache-Control', value: 'no-store' }];
  return response;
};
