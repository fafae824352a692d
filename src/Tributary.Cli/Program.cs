using Tributary.Cli;

return await CommandLine.RunAsync(args);
