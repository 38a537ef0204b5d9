// Which lines of a settlement are about a sale, and which about a refund. Pure.
#pragma once

#include "model/line.h"

namespace crosswalk::flow {

inline bool is_sale(const Line& line) {
  return line.refund.empty() &&
         (line.line_class == LineClass::product || line.line_class == LineClass::shipping ||
          line.line_class == LineClass::discount || line.line_class == LineClass::tax ||
          line.line_class == LineClass::tax_withheld);
}

inline bool is_refund(const Line& line) {
  return line.line_class == LineClass::refund ||
         (!line.refund.empty() &&
          (line.line_class == LineClass::tax || line.line_class == LineClass::tax_withheld));
}

}  // namespace crosswalk::flow
