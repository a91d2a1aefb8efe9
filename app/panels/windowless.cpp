// The workbench in an ImGui context without a window or a graphics card.
#include "app/panels/windowless.h"

namespace talweg {

ImTextureID NoTextures::texture(const Image& image, bool /*smooth*/) {
    seen_.insert(image.revision);
    return compat::texture_id(2 + seen_.size());
}

Windowless::Windowless(double width, double height, Experiment experiment, double scale) : scale_(scale) {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.DisplaySize = ImVec2(static_cast<float>(width), static_cast<float>(height));
    io.DeltaTime = 1.0f / 60.0f;
    io.MousePos = ImVec2(-1e6f, -1e6f);
    compat::prepare_windowless();
    workbench_ = std::make_unique<Workbench>(std::move(experiment), std::nullopt, AppSettings{}, AppState{},
                                             textures_);
    workbench_->state().kit.marks = &marks_;
}

Windowless::~Windowless() {
    workbench_.reset();
    ImGui::DestroyContext();
}

void Windowless::frame(const Snapshot& now, const LossSurface& surface, Commands& commands) {
    workbench_->prepare(scale_);
    ImGui::NewFrame();
    marks_.clear();
    workbench_->draw(now, surface, commands);
    ImGui::Render();
}

int Windowless::vertices() const {
    const ImDrawData* data = ImGui::GetDrawData();
    return data != nullptr ? data->TotalVtxCount : 0;
}

}  // namespace talweg
