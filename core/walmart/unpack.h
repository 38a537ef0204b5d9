// Takes the text of a file apart into records: one order, bare or as `{"order":{…}}`, one return, a list
// reply of either, an array of them, or any of these one after the other (a record a line). Pure.
#pragma once

#include <functional>
#include <string_view>

#include "base/result.h"
#include "link/source.h"

namespace crosswalk::walmart {

// Calls `record` with views into `text`; an error of it ends the walk and is returned as it is. Other errors
// are ErrorKind::invalid and name `name` and the line where the broken value begins.
Result<void> unpack_records(std::string_view text, std::string_view name,
                            const std::function<Result<void>(const RecordView&)>& record);

}  // namespace crosswalk::walmart
