@echo off
rem Runs a command of lm-clip; builds first where nothing is built. Needs JDK 17 and Maven 3.8.6 or later.
setlocal
set "ROOT=%~dp0"
set "CLASSPATH_FILE=%ROOT%lmclip-examples\target\classpath.txt"
if not exist "%CLASSPATH_FILE%" (
  echo Building lm-clip ... 1>&2
  pushd "%ROOT%"
  call mvn -q -B -DskipTests -Dspotless.check.skip package
  if errorlevel 1 (popd & exit /b 1)
  popd
)
if not defined OMP_WAIT_POLICY set OMP_WAIT_POLICY=passive
if not defined ORT_DISABLE_TELEMETRY set ORT_DISABLE_TELEMETRY=1
if not defined LMCLIP_LOG set LMCLIP_LOG=error
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set /p LMCLIP_CLASSPATH=<"%CLASSPATH_FILE%"
"%JAVA%" -Xmx1g -Dai.djl.offline=true -Djava.awt.headless=true -XX:+UseSerialGC ^
  -Dorg.slf4j.simpleLogger.defaultLogLevel=%LMCLIP_LOG% %LMCLIP_JAVA_OPTIONS% ^
  -cp "%LMCLIP_CLASSPATH%" io.github.lmclip.examples.cli.Launcher %*
exit /b %errorlevel%
