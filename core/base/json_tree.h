// The full definition of Json. Heavy: include it in .cc files only.
#pragma once

#include <nlohmann/json.hpp>

#include "base/json.h"
