# What a Request Tracker begins with, for rt-setup-database: people of the team, queues, and who may do what.

my $password = $ENV{TRACKER_PASSWORD};

@Users = map {
    { Name => $_, EmailAddress => "$_\@desk.test", Password => $password, Privileged => 1 }
} qw(ann ben);

@Queues = ({ Name => 'Sales' }, { Name => 'Returns' });

# Anybody may write a mail.
@ACL = (
    (map { { GroupDomain => 'SystemInternal', GroupType => 'Everyone', Right => $_ } }
        qw(CreateTicket ReplyToTicket SeeQueue)),
    (map { { UserId => $_, Right => 'SuperUser' } } qw(ann ben)),
);

# Authentication tokens have no other way in but the pages.
@Final = (sub {
    my $user = RT::User->new(RT->SystemUser);
    $user->Load('ann');
    my $token = RT::AuthToken->new(RT->SystemUser);
    my ($done, $why, $secret) = $token->Create(Owner => $user->id, Description => 'sync');
    die $why unless $done;
    open my $file, '>', $ENV{TRACKER_TOKEN} or die $!;
    print $file $secret;
    close $file or die $!;
});

1;
