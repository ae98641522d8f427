; The setup program for Windows, made by `py dev.py bundle` (resources/app/package.py) with Inno Setup 6.
; For one person without an administrator's rights, or for everybody of the machine: it asks.
#ifndef Version
  #error Version comes from package.py: /DVersion=0.1.0
#endif

[Setup]
AppId={{6E0E6C52-6B5B-4B0C-9E38-4D1E3B7B5A21}
AppName=FMCRM Desktop
AppVersion={#Version}
AppPublisher=the FMCRM Desktop authors
DefaultDirName={autopf}\FMCRM Desktop
DefaultGroupName=FMCRM Desktop
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
CloseApplications=yes
LicenseFile=..\..\LICENSE
UninstallDisplayIcon={app}\fmcrm-desktop-gui.exe
OutputDir=..\..\dist
OutputBaseFilename=fmcrm-desktop-{#Version}-setup
Compression=lzma2
SolidCompression=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
#if FileExists(CompilerPath + "Languages\ChineseSimplified.isl")
Name: "zh"; MessagesFile: "compiler:Languages\ChineseSimplified.isl"
#endif

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"

[InstallDelete]
; Parts of an older version that the new one no longer has. Offices never lie here.
Type: filesandordirs; Name: "{app}\lib"

[Files]
Source: "..\..\dist\fmcrm-desktop\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\FMCRM Desktop"; Filename: "{app}\fmcrm-desktop-gui.exe"
Name: "{autodesktop}\FMCRM Desktop"; Filename: "{app}\fmcrm-desktop-gui.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.fmcrm"; ValueType: string; ValueData: "FMCRM.Office"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\FMCRM.Office"; ValueType: string; ValueData: "FMCRM office"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\FMCRM.Office\DefaultIcon"; ValueType: string; ValueData: "{app}\fmcrm-desktop-gui.exe,0"
Root: HKA; Subkey: "Software\Classes\FMCRM.Office\shell\open\command"; ValueType: string; ValueData: """{app}\fmcrm-desktop-gui.exe"" ""%1"""

[Run]
Filename: "{app}\fmcrm-desktop-gui.exe"; Description: "{cm:LaunchProgram,FMCRM Desktop}"; Flags: nowait postinstall skipifsilent
