// The body of a received request, by RFC 9112 §6: Content-Length or chunked, bounded, as bytes. Not
// thread-safe; one connection's thread uses it. Internal to wire.
#pragma once

#include <functional>
#include <string>

#include "wire/message.h"

namespace crosswalk::wire {

// Up to `size` bytes into `into`; 0 or less is the end of the connection.
using ReadBytes = std::function<std::ptrdiff_t(char* into, std::size_t size)>;

// Reads the body that `headers` announce. 0: it is in `body`; else the status to answer with before the
// connection is closed: 400 (malformed, ambiguous or cut off), 413 (longer than `max_body`), 501 (an unknown
// transfer coding).
int read_body(const Headers& headers, const ReadBytes& read, std::size_t max_body, std::string& body);

}  // namespace crosswalk::wire
