// Notices from a CSV file: a row a notice, or a row a line of a shipment, a cancellation or a return; the
// columns are named as the fields of the events API are. Checked as a request is. Pure but for the random key
// of values that are newest when they come.
#pragma once

#include <string>
#include <string_view>

#include "server/notices.h"

namespace crosswalk::server {

// Errors name "file:line". A notice's key is its column `key`. Without one a shipment, cancellation or refund
// is known by what it says, so that the same file twice is one; stock and prices are taken anew each time.
CheckedNotices notices_in_csv(const NoticeKind& kind, std::string_view text, const std::string& file,
                              const std::string& pair);

}  // namespace crosswalk::server
