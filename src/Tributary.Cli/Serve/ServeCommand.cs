using System.CommandLine;
using Tributary.Cli.Categories;
using Tributary.Cli.Terminals;
using Tributary.Core.Categories;
using Tributary.Core.SignIn;
using Tributary.Faces.AggCat;
using Tributary.Faces.Limits;
using Tributary.Outbound;
using Tributary.Server;

namespace Tributary.Cli.Serve;

/// <summary><c>tributary serve</c>: runs the server until Ctrl-C or SIGTERM, and succeeds when it has stopped cleanly.</summary>
internal static class ServeCommand
{
    public static Verb Create(Terminal terminal)
    {
        var store = new StoreOptions();
        var port = new Option<int>("--port")
        {
            HelpName = "N",
            Description = "The port on 127.0.0.1; 0 takes any free one.",
            DefaultValueFactory = _ => ServerOptions.DefaultPort,
        };
        port.Validators.Add(result =>
        {
            if (int.TryParse(result.Tokens is [var token] ? token.Value : "0", out var number) && number is < 0 or > 65535)
                result.AddError("--port is a number from 0 to 65535.");
        });
        var answerWithin = new Option<int>("--answer-within")
        {
            HelpName = "MINUTES",
            Description = "How long a bank's question waits for its answer, 1 to 60 minutes.",
            DefaultValueFactory = _ => (int)new SignInLimits().AnswerWithin.TotalMinutes,
        };
        answerWithin.Validators.Add(result =>
        {
            if (int.TryParse(result.Tokens is [var token] ? token.Value : "1", out var minutes) && minutes is < 1 or > 60)
                result.AddError("--answer-within is a number of minutes from 1 to 60.");
        });
        var rate = new Option<int>("--rate")
        {
            HelpName = "REQUESTS_PER_SECOND",
            Description = "How many requests a second each partner may send for long, ten times as many in a burst; 0 for no limits.",
            DefaultValueFactory = _ => new RequestLimits().RequestsPerSecond,
        };
        rate.Validators.Add(result =>
        {
            if (int.TryParse(result.Tokens is [var token] ? token.Value : "0", out var number) && number is < 0 or > 1_000_000)
                result.AddError("--rate is a number of requests a second from 0 to 1000000.");
        });
        var allowCallbackHost = new Option<string[]>("--allow-callback-host")
        {
            HelpName = "HOST[:PORT]",
            Description = "A host that programs' callbacks may be on although it is not on the Internet, or not on port 443; may be repeated.",
            DefaultValueFactory = _ => [],
        };
        allowCallbackHost.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !IsHost(token.Value)))
                result.AddError($"--allow-callback-host is a host, or host:port, which {Printable.Of(token.Value)} is not.");
        });
        var categories = new Option<string?>("--categories")
        {
            HelpName = "FILE",
            Description = "Rules of your own that tell what payments were for, before those that ship; docs/categories.md tells how to write them.",
        };
        UsageErrors.RejectBlank(categories);
        var publicAddress = new Option<string[]>("--public-address")
        {
            HelpName = "URL",
            Description = "An address under which AggCat programs know this server, where they sign for it and name another in Host; may be repeated.",
            DefaultValueFactory = _ => [],
        };
        publicAddress.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => AddressOf(token.Value) is null))
                result.AddError($"--public-address is http:// or https:// with a host and no path, which {Printable.Of(token.Value)} is not.");
        });
        var command = new Command("serve", "Runs the server on http://127.0.0.1, until Ctrl-C.");
        store.AddTo(command);
        command.Options.Add(port);
        command.Options.Add(answerWithin);
        command.Options.Add(rate);
        command.Options.Add(allowCallbackHost);
        command.Options.Add(categories);
        command.Options.Add(publicAddress);
        command.SetAction((line, cancellationToken) => RunAsync(
            terminal,
            store.Read(line) with
            {
                Port = line.GetValue(port),
                SignInLimits = new SignInLimits { AnswerWithin = TimeSpan.FromMinutes(line.GetValue(answerWithin)) },
                RequestLimits = new RequestLimits { RequestsPerSecond = line.GetValue(rate) },
                AllowedCallbackHosts = line.GetRequiredValue(allowCallbackHost),
                Categorizer = line.GetValue(categories) is { } file
                    ? Categorizer.With(CategoryFile.Require(file, ExitCode.StartRefused))
                    : Categorizer.Shipped,
                PublicAddresses = [.. line.GetRequiredValue(publicAddress).Select(AddressOf).OfType<Uri>()],
            },
            cancellationToken));
        return new Verb(command, "serve --sandbox", "serve --data /srv/tributary --master-key-file /etc/tributary/master.key --log-level Information",
            "serve --store 'Host=db;Database=tributary;Username=tributary'");
    }

    private static bool IsHost(string text)
    {
        try
        {
            OutboundRules.Parse(text);
            return true;
        }
        catch (OutboundException)
        {
            return false;
        }
    }

    private static Uri? AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && AggCatFace.CanBePublicAddress(address) ? address : null;

    private static async Task<int> RunAsync(Terminal terminal, ServerOptions options, CancellationToken cancellationToken)
    {
        await using var server = await TributaryServer.StartAsync(options, cancellationToken);
        foreach (var line in StartScreen.Lines(server.Url, server.Store, options, server.FirstStart))
            terminal.WriteLine(line);
        await server.WaitForShutdownAsync(cancellationToken);
        return server.StoppedBecause is { } why ? throw new CommandFailedException(why) : ExitCode.Success;
    }
}
