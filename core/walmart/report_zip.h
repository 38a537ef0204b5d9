// The one file inside a settlement report's ZIP, piece by piece, so that a report of a million rows needs no
// more memory than its archive and one piece. Pure; safe from any thread.
#pragma once

#include <functional>
#include <string_view>

#include "base/result.h"

namespace crosswalk::walmart {

// The first bytes of every ZIP that holds something (walmart.md §4.1: a reply of 200 may be an error
// instead).
bool looks_like_zip(std::string_view bytes);

using PieceSink = std::function<Result<void>(std::string_view piece)>;

// ErrorKind::invalid when the archive is broken, holds no file or several, or unpacks to more than
// `limits::max_report_text`. An error of `piece` ends the walk and is returned as it is.
Result<void> unzip(std::string_view archive, const PieceSink& piece);

}  // namespace crosswalk::walmart
