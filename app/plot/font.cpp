// Finding fonts with fontconfig.
#include "app/plot/font.h"

#include "core/base/error.h"

#include <fontconfig/fontconfig.h>

#include <cstdlib>
#include <optional>

namespace talweg {

namespace {

struct PatternDeleter {
    void operator()(FcPattern* p) const { FcPatternDestroy(p); }
};
using Pattern = std::unique_ptr<FcPattern, PatternDeleter>;

/// What fontconfig finds for a family; with `exact`, only when it really is that family.
std::optional<FontFile> match(const char* family, bool strong, bool exact) {
    Pattern wanted(FcPatternCreate());
    if (!wanted) return std::nullopt;
    FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
    FcPatternAddInteger(wanted.get(), FC_WEIGHT, strong ? FC_WEIGHT_DEMIBOLD : FC_WEIGHT_REGULAR);
    FcPatternAddInteger(wanted.get(), FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddBool(wanted.get(), FC_SCALABLE, FcTrue);
    FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
    FcDefaultSubstitute(wanted.get());
    FcResult result = FcResultNoMatch;
    const Pattern found(FcFontMatch(nullptr, wanted.get(), &result));
    if (!found) return std::nullopt;
    if (exact) {
        bool same = false;
        FcChar8* name = nullptr;
        for (int i = 0; FcPatternGetString(found.get(), FC_FAMILY, i, &name) == FcResultMatch; ++i) {
            same = same || FcStrCmpIgnoreCase(name, reinterpret_cast<const FcChar8*>(family)) == 0;
        }
        if (!same) return std::nullopt;
    }
    FcChar8* path = nullptr;
    if (FcPatternGetString(found.get(), FC_FILE, 0, &path) != FcResultMatch) return std::nullopt;
    FontFile file{reinterpret_cast<const char*>(path), 0};
    FcPatternGetInteger(found.get(), FC_INDEX, 0, &file.index);
    file.index &= 0xFFFF;  // the upper half names an instance of a variable font
    return file;
}

const char* environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? value : nullptr;
}

}  // namespace

FontFile find_font(bool strong) {
    if (strong) {
        if (const char* path = environment("TALWEG_FONT_STRONG")) return {path, 0};
    }
    if (const char* path = environment("TALWEG_FONT")) return {path, 0};
    for (const char* family : {"Inter", "DejaVu Sans"}) {
        if (auto file = match(family, strong, true)) return *file;
    }
    if (auto file = match("sans", strong, false)) return *file;
    throw Error(
        "No font is installed. Install fonts-inter or fonts-dejavu-core, or let TALWEG_FONT name one.");
}

std::optional<FontFile> find_fallback_font() { return match("DejaVu Sans", false, true); }

}  // namespace talweg
