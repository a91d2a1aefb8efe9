// The export dialog: a view or the board as PNG, SVG, PDF or CSV.
#include "app/panels/export_dialog.h"

#include "app/panels/widgets.h"
#include "app/views/board.h"
#include "core/base/error.h"
#include "core/base/file.h"

#include <algorithm>
#include <utility>

namespace talweg {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kFormats[] = {"png", "svg", "pdf", "csv"};
constexpr Segment kWhat[] = {{"Data", Icon::close, "The data and fit"},
                             {"Curves", Icon::close, "The loss curves"},
                             {"Surface", Icon::close, "The loss surface"},
                             {"Network", Icon::close, "The network and its gradients' norms"},
                             {"Board", Icon::close, "All on one page"}};
static_assert(std::size(kWhat) == std::size(kViews) + 1);

std::string_view what_name(const std::optional<ViewId>& view) { return view ? view_name(*view) : "board"; }

int what_index(const std::optional<ViewId>& view) {
    return view ? static_cast<int>(*view) : static_cast<int>(std::size(kViews));
}

int format_index(const std::string& format) {
    for (int i = 0; i < 4; ++i)
        if (kFormats[i] == format) return i;
    return 0;
}

// The name follows what is exported until one types another; then only its ending does.
void follow(UiState& ui, const ExportSettings& before, const fs::path& suggestion_before) {
    const ExportSettings& settings = ui.settings.export_settings;
    if (settings == before) return;
    fs::path path(ui.export_path);
    if (path.filename() == suggestion_before.filename())
        path.replace_filename(suggested_export(ui).filename());
    else if (path.extension() == "." + before.format)
        path.replace_extension(settings.format);
    ui.export_path = path.string();
}

}  // namespace

fs::path suggested_export(const UiState& ui) {
    const ExportSettings& settings = ui.settings.export_settings;
    std::error_code none;
    fs::path folder = settings.folder;
    if (folder.empty() && ui.document.path()) folder = ui.document.path()->parent_path();
    if (folder.empty()) folder = fs::current_path(none);
    std::string stem =
        ui.document.path() ? ui.document.path()->stem().string() : ui.document.experiment().title;
    for (char& c : stem)
        if (c == ' ' || c == '/') c = '-';
    if (stem.empty()) stem = "talweg";
    return folder / (stem + "-" + std::string(what_name(settings.view)) + "." + settings.format);
}

std::string export_bytes(const Snapshot& now, const LossSurface& surface, const UiState& ui,
                         const ExportSettings& settings) {
    ViewOptions options = ui.view;
    options.hover.reset();
    options.network.pointed.reset();
    options.emphasised_run = 0;
    options.stand_alone = true;
    options.data.table = true;
    const std::string& name = settings.theme.empty() ? ui.settings.theme : settings.theme;
    const Theme theme = name == "dark" ? dark_theme() : light_theme();
    const Page page =
        make_page(now, surface, options, theme, settings.view, settings.width, settings.height, settings.dpi);
    return render(page, format_named(settings.format));
}

bool ExportDialog::write(const Snapshot& now, const LossSurface& surface, UiState& ui) {
    trouble_.clear();
    ExportSettings& settings = ui.settings.export_settings;
    fs::path path(ui.export_path);
    if (path.empty()) path = suggested_export(ui);
    if (path.extension() != "." + settings.format) path += "." + settings.format;
    std::error_code none;
    if (path.is_relative()) path = fs::current_path(none) / path;
    if (fs::exists(path, none) && overwrite_ != path) {
        overwrite_ = path;
        trouble_ = path.filename().string() + " exists. Press the button again to replace it.";
        return false;
    }
    try {
        write_file(path, export_bytes(now, surface, ui, settings));
    } catch (const Error& problem) {
        trouble_ = problem.what();
        return false;
    }
    settings.folder = path.parent_path().string();
    ui.say("Exported " + path.filename().string());
    return true;
}

void ExportDialog::take(UiState& ui, const fs::path& path) {
    ui.export_path = path.string();
    overwrite_ = path;
}

void ExportDialog::rows(UiState& ui) {
    Kit& kit = ui.kit;
    ExportSettings& settings = ui.settings.export_settings;
    const ExportSettings before = settings;
    const fs::path suggestion_before = suggested_export(ui);
    form_row(kit, "What");
    int what = what_index(settings.view);
    if (segmented(kit, "export.what", kWhat, what)) {
        settings.view.reset();
        if (what < static_cast<int>(std::size(kViews))) settings.view = kViews[what];
    }
    const Segment formats[] = {{"PNG", Icon::close, "Pixels: for slides and the web"},
                               {"SVG", Icon::close, "Vectors: to be edited"},
                               {"PDF", Icon::close, "Vectors: for a paper"},
                               {"CSV", Icon::close, "The plotted numbers as a table"}};
    int format = format_index(settings.format);
    form_row(kit, "Format");
    if (segmented(kit, "export.format", formats, format)) settings.format = kFormats[format];
    follow(ui, before, suggestion_before);
    page_rows(kit, settings);
}

void ExportDialog::page_rows(Kit& kit, ExportSettings& settings) {
    // The dialog keeps its height, so that the formats stay under the pointer: what a format has no use for
    // leaves its place empty.
    const auto empty_row = [&kit](double height) { ImGui::Dummy(ImVec2(1, kit.px(height))); };
    if (settings.format == "csv") {
        for (const double height : {28.0, 24.0, 28.0}) empty_row(height);
        return;
    }
    const float field = kit.px(72);
    form_row(kit, "Size", "px");
    double width = settings.width;
    double height = settings.height;
    const NumberFormat size{64.0, 16384.0, false, false, true};
    if (number_field(kit, "export.width", width, size, field, "Width in px, 64 to 16,384", trouble_))
        settings.width = static_cast<int>(width);
    ImGui::SameLine(0, kit.px(8));
    if (number_field(kit, "export.height", height, size, field, "Height in px, 64 to 16,384", trouble_))
        settings.height = static_cast<int>(height);
    const Segment themes[] = {{"As shown", Icon::close, "The theme of the window"},
                              {"Light", Icon::close, "For print"},
                              {"Dark", Icon::close, "For dark slides"}};
    int theme = settings.theme.empty() ? 0 : settings.theme == "light" ? 1 : 2;
    form_row(kit, "Theme");
    if (segmented(kit, "export.theme", themes, theme))
        settings.theme = theme == 0 ? "" : theme == 1 ? "light" : "dark";
    if (settings.format != "png") {
        empty_row(28);
        return;
    }
    form_row(kit, "Dots per inch");
    number_field(kit, "export.dpi", settings.dpi, {24.0, 1200.0, false, false, false}, field,
                 "96: one pixel a px; 300 makes the same page 3.1 times finer", trouble_);
}

void ExportDialog::draw(const Snapshot& now, const LossSurface& surface, UiState& ui,
                        const std::function<void()>& over) {
    Kit& kit = ui.kit;
    const bool wanted = std::exchange(wanted_, false);
    if (wanted) {
        trouble_.clear();
        overwrite_.clear();
        ui.export_path = suggested_export(ui).string();
    }
    if (!begin_dialog(kit, "##export", "Export figure", 520, wanted)) return;
    rows(ui);
    const float width = form_row(kit, "File");
    const bool entered = live_text_field(kit, "export.path", ui.export_path, width - kit.px(36), "path");
    ImGui::SameLine(0, kit.px(8));
    if (icon_button(kit, "export.browse", Icon::folder, "Picks a folder and a name"))
        ui.dialog = Dialog::choose_export;
    if (!trouble_.empty()) paragraph(kit, trouble_, TextRole::caption, kit.theme.warning);
    ImGui::Dummy(ImVec2(0, kit.px(4)));
    const bool pressed = button(kit, "export.write", "Export", ButtonKind::primary);
    if ((pressed || entered) && write(now, surface, ui)) ImGui::CloseCurrentPopup();
    ImGui::SameLine();
    if (button(kit, "export.cancel", "Cancel")) ImGui::CloseCurrentPopup();
    if (over) over();
    end_dialog(kit);
}

}  // namespace talweg
