// Redaction: what may be said of a request or a foreign text in an error or a log. Pure functions; safe from
// any thread. It is the second fence: the first is that nothing with a secret in it is quoted at all.
#pragma once

#include <string>
#include <string_view>

#include "wire/message.h"

namespace crosswalk::wire {

// `text` with every value that could be a secret replaced by "[redacted]". Looked for are
//  - names that hold token, secret, password, authorization, cookie, assertion, api key or signature (and the
//  short
//    names of an .ionapi file), as headers, form fields, query parameters, JSON or XML members;
//  - "Bearer …" and "Basic …" credentials, JSON web tokens, and user:password@ in an address, wherever they
//  stand.
// When it is not clear where a value ends, more is redacted rather than less: a header's or a bare `name:
// value` goes to the end of its line.
std::string redacted(std::string_view text);

// "PUT https://host/path": no query, no fragment, no user, no header, no body.
std::string describe(const HttpRequest& request);

}  // namespace crosswalk::wire
