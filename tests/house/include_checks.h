// What the includes of core/ are held against.
#pragma once

#include "tree.h"

namespace crosswalk::house {

// A room includes itself and what stands in its row, as "room/file.h", and only files that exist.
Findings check_floors(const Tree& tree);
// A folder within a room includes itself and what stands in its row. Other rooms may include any of them.
Findings check_parts(const Tree& tree);
// No file reaches itself again through includes.
Findings check_circles(const Tree& tree);
// A package is included by the room that owns it; nlohmann and simdjson reach others only through base's
// wrappers, and those, being heavy, only .cc files.
Findings check_packages(const Tree& tree);
// core/CMakeLists.txt links each room to what its row says, and to nothing else of ours.
Findings check_links(const Tree& tree);

}  // namespace crosswalk::house
