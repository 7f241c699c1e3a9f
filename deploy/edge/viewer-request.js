'use strict';

// Runs at CloudFront's edge for every request for a page: makes the nonce of its answer and hands it to the origin,
// which may write it into the scripts and styles of the page. What a visitor sends under that name is overwritten.

const { randomBytes } = require('node:crypto');

const NONCE_HEADER = 'X-Domicile-Nonce';
const NONCE_BYTES = 16;

exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  const value = randomBytes(NONCE_BYTES).toString('base64');
  request.headers[NONCE_HEADER.toLowerCase()] = [{ key: NONCE_HEADER, value }];

  // A bucket knows no folders, and so no page of one.
  if (request.uri.endsWith('/')) {
    request.uri += 'index.html';
  }

  return request;
};
