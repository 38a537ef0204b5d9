// A settlement report's rows as lines, one by one. Pure; safe from any thread. Unlike other records' lines
// they are never held all at once: the views given to the sink live only until it returns.
//
// Every row is a line, also one that this version does not know (LineClass::other). A sale's date is the
// posted one; which day the order shipped is for whoever ties the two.
#pragma once

#include "base/result.h"
#include "link/source.h"
#include "model/record.h"
#include "walmart/settings.h"

namespace crosswalk::walmart {

// Every row is read once before the first one is handed over, so that a report with a broken row hands over
// none. ErrorKind::invalid: the message names the row and the column.
Result<void> recon_lines(const Record& record, const Settings& settings, LineSink& sink);

}  // namespace crosswalk::walmart
