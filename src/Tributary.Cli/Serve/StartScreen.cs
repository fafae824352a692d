using Tributary.Server;

namespace Tributary.Cli.Serve;

/// <summary>
/// What a start shows, in one screen. The first start of a sandbox is the only place where the partner's secrets are ever seen, and
/// its commands work as they are pasted.
/// </summary>
internal static class StartScreen
{
    public static IEnumerable<string> Lines(Uri url, string store, ServerOptions options, FirstStart? firstStart)
    {
        var address = url.GetLeftPart(UriPartial.Authority);
        var data = Path.GetFullPath(options.DataFolder);
        var where = options.Store is null ? [$"  Data            {data}"] : new[] { $"  Store           {store}", $"  Data            {data}" };
        var heading = $"Tributary {TributaryServer.Version} listens on {address}{(options.Sandbox ? " (sandbox: the demo banks are open)" : "")}";
        return firstStart is null
            ? [heading, .. LaterStart(address, options, where)]
            : [heading, .. FirstOfSandbox(address, options, where, firstStart)];
    }

    private static IEnumerable<string> LaterStart(string address, ServerOptions options, string[] where) =>
    [
        .. where,
        $"  Partners        {Hint.Command("partner list", options)}",
        "                  secrets were shown once, when a partner was made; for new ones make another:",
        $"                  {Hint.Command("partner add NAME", options)}",
        $"  Try             {Hint.Command("demo", options)}",
        $"                  {Hint.Command("import your-file.qfx", options)}",
        $"  Read            {address}/docs",
        "  Stop            Ctrl-C",
    ];

    private static IEnumerable<string> FirstOfSandbox(string address, ServerOptions options, string[] where, FirstStart first)
    {
        var secret = first.PartnerSecret.Reveal();
        var appKey = first.AppKey.Reveal();
        return
        [
            "",
            $"  Partner id      {first.PartnerId}",
            $"  Partner secret  {secret}",
            $"  App key         {appKey}",
            "                  shown once, sealed in the store",
            "",
            .. where,
            $"  Master key      {MasterKey(options, first)}",
            $"  AggCat keys     {first.AggCat.SettingsFile}",
            "",
            "Try next, in another terminal:",
            "",
            $"  {Hint.Command("demo", options)}",
            "",
            $"  curl {address}/aggregation/v2/partners/authentication \\",
            $"    -H 'Finicity-App-Key: {appKey}' \\",
            "    -H 'Content-Type: application/json' -H 'Accept: application/json' \\",
            $"    -d '{{\"partnerId\":\"{first.PartnerId}\",\"partnerSecret\":\"{secret}\"}}'",
            "",
            $"  {Hint.Command("import your-file.qfx", options)}",
            "",
            $"Every call, to read and to try with these values: {address}/docs",
            "Ctrl-C stops the server.",
        ];
    }

    private static string MasterKey(ServerOptions options, FirstStart first) =>
        first.MasterKeyFile ?? options.MasterKeyFile ?? $"from {ServerOptions.MasterKeyVariable}";
}
