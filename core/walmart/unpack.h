// Takes the text of a file apart into records: one order, bare or as `{"order":{…}}`, one return, a list
// reply of either, an array of them, or any of these one after the other (a record a line). Or one settlement
// report: its ZIP, its CSV or its JSON pages. Pure.
#pragma once

#include <functional>
#include <string_view>

#include "base/result.h"
#include "link/source.h"

namespace crosswalk::walmart {

// A report is named after the day that Walmart lists it under, which nothing inside it says: `name` must hold
// it ("settlement-2026-02-06.zip", "recon_02062026.csv"). One of the old kind (v0) is refused.
//
// Calls `record` with views into `text`; an error of it ends the walk and is returned as it is. Other errors
// are ErrorKind::invalid and name `name` and the line where the broken value begins.
Result<void> unpack_records(std::string_view text, std::string_view name,
                            const std::function<Result<void>(const RecordView&)>& record);

}  // namespace crosswalk::walmart
