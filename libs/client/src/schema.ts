// Made by `npm run documents` from the OpenAPI document.
export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Public keys with which the apps verify the identities signed by the gateway */
        get: operations["Document.keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/asyncapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** AsyncAPI 3 document of the events */
        get: operations["Document.events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check whether the process runs */
        get: operations["Health.live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check whether requests can be served; a failure names what is unavailable */
        get: operations["Health.ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["Document.api"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activations/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Page on which a new member creates its first client
         * @description Does not use up the link, so programs that check the links in mails may follow it.
         */
        get: operations["Activation.show"];
        put?: never;
        /**
         * Create the first client of a new member (once only)
         * @description The client has the role member-editor for that member and no grants. Only this response contains its secret. If the page sends its form, the response is a page.
         */
        post: operations["Activation.activate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/adoptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the adoptions of a member */
        get: operations["MemberAdoptions.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Public events since a cursor, in an order in which no event is ever inserted before one already seen */
        get: operations["Change.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/changes/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same events, the newest first: for people who read news, not for copies */
        get: operations["Change.latest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/changes/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same events as they happen, as server-sent events; from a cursor on, without a gap, or from now on */
        get: operations["Change.stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List clients, oldest first; a member-editor sees those of their own member */
        get: operations["Client.list"];
        put?: never;
        /** Create a client; a member-editor may create member-editor clients of their own member */
        post: operations["Client.make"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clients/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a client; its secret and all tokens become invalid at once */
        delete: operations["Client.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clients/{id}/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue a new secret; the old one and all tokens become invalid at once */
        post: operations["Client.rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/data-subjects/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a person from all apps
         * @description Deletes the records with this address and removes address and names from every text, published versions included. This cannot be undone. After 503 repeat the call: it continues.
         */
        post: operations["DataSubject.erase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/data-subjects/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was erased, newest first: by request, by retention, after a restore */
        get: operations["DataSubject.reports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/data-subjects/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find where data about a person are kept, in all apps
         * @description Searches for the address and for the names found with it. Check the result before you erase.
         */
        post: operations["DataSubject.search"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/redelivery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a delivery again with the same `webhook-id` */
        post: operations["Delivery.redeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the deliveries of all subscriptions by state */
        get: operations["Delivery.counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell whether the network takes feedback */
        get: operations["Feedback.read"];
        put?: never;
        /**
         * Write to the secretariat
         * @description Goes by mail. Nothing is kept once the mail is sent, or cannot be delivered within two days. One address may send ten an hour without a credential.
         */
        post: operations["Feedback.give"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/practices.atom": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is new of practices, for feed readers: Atom (RFC 4287) */
        get: operations["Feed.atom"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/practices.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as JSON Feed 1.1 */
        get: operations["Feed.json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the imports of your member, oldest first; an admin and the steering committee see all */
        get: operations["Import.list"];
        put?: never;
        /** Import a file of practices */
        post: operations["Import.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the progress of an import */
        get: operations["Import.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the outcomes of the rows of an import, in the order of the file */
        get: operations["Import.rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List invitations, oldest first: an administrator sees all, others their own and those of their own member */
        get: operations["Invitation.list"];
        put?: never;
        /**
         * Give rights to a person, effective at their next sign-in with this verified e-mail address
         * @description An administrator may give any rights, the steering committee the roles member-editor, reviewer and official, a member-editor the role member-editor for their own member. The system sends no mail: inform the person yourself.
         */
        post: operations["Invitation.invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw an invitation; if it has been redeemed, the person loses these rights at once */
        delete: operations["Invitation.withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who the caller is, what they may do, and what waits for them */
        get: operations["Me.me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members of the network */
        get: operations["Member.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One member */
        get: operations["Member.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/ending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a membership; its credentials become invalid */
        post: operations["Member.end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List every change of a membership, newest first: who decided what, when and why */
        get: operations["Member.history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/reinstatement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reinstate a suspended member: it may write again */
        post: operations["Member.reinstate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/suspension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspend a member: it may read, but not write */
        post: operations["Member.suspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/membership-applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List applications, oldest first */
        get: operations["MembershipApplication.list"];
        put?: never;
        /** Apply for membership */
        post: operations["MembershipApplication.apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/membership-applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an application, with what looks like the same authority */
        get: operations["MembershipApplication.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/membership-applications/{id}/activation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the applicant another activation link
         * @description For a link that has expired or did not arrive. The new link works for 72 hours; earlier links stop working.
         */
        post: operations["MembershipApplication.renewActivation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/membership-applications/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve or reject an application; the decision is final */
        post: operations["MembershipApplication.decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/membership-decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was decided on members and applications, newest first: who, when and why */
        get: operations["MembershipDecision.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a client secret for an access token (OAuth 2 client credentials)
         * @description The client sends its credentials in the form or by HTTP Basic, both parts form-encoded (RFC 6749, 2.3.1).
         */
        post: operations["Token.issue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/bounces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a report about a mail that could not be delivered, or about which its reader complained
         * @description The report as it came to `LRA_BOUNCE_MAIL`. Repeating it changes nothing.
         */
        post: operations["Bounce.take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List events that could not be applied, of all apps, oldest first
         * @description Parked events are retried automatically; dead ones and their streams wait for a redrive.
         */
        get: operations["OperationsRouting.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/dead-letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an event that could not be applied */
        get: operations["OperationsRouting.letter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/dead-letters/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give up an event; its stream continues without it
         * @description For events that can never be applied. The app named in the id will lack the effect of this event.
         */
        post: operations["OperationsRouting.discard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/dead-letters/{id}/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retry an event at once; if it succeeds, the events waiting behind it follow */
        post: operations["OperationsRouting.redrive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List failed jobs that are no longer retried, of all apps, oldest first
         * @description Mails, imports and other background work. Fix the cause, then redrive.
         */
        get: operations["OperationsRouting.jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a failed job */
        get: operations["OperationsRouting.job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/jobs/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give up a job: its effect is lost */
        post: operations["OperationsRouting.discardJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/jobs/{id}/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a job again, with all its attempts */
        post: operations["OperationsRouting.redriveJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events that are committed but not yet sent, and those sent that are not yet taken, per app */
        get: operations["OperationsRouting.outbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/rebuilds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the groups whose projections can be rebuilt, and the latest jobs, of all apps */
        get: operations["RebuildRouting.list"];
        put?: never;
        /**
         * Rebuild the projection of a group from the owners’ current state
         * @description Returns a job, whose `Location` shows its progress. Afterwards the group continues from the stream of events.
         */
        post: operations["RebuildRouting.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/rebuilds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Progress of a rebuild */
        get: operations["RebuildRouting.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/suppressed-addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Let mails be sent again to an address that had refused one
         * @description Subscriptions that were stopped meanwhile are started again by their readers.
         */
        delete: operations["Suppression.lift"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/persons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List persons who have signed in: an administrator sees all, others those they invited and those of their own member */
        get: operations["Person.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/persons/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Erase a person with all their rights and sessions
         * @description Everyone may erase themselves (`id` of `GET /v1/me`), an administrator anyone, and others those whom they may invite.
         */
        delete: operations["Person.erase"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practice-steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the steps of all practices, newest first: who did what, when and why */
        get: operations["PracticeStep.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search practices */
        get: operations["Practice.list"];
        put?: never;
        /** Create a practice with its first draft */
        post: operations["Practice.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a practice: its published version, or the working version */
        get: operations["Practice.read"];
        /** Change the working version, or open one next to the published version */
        put: operations["Practice.revise"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change fields of the working version, or open one next to the published version
         * @description A JSON Merge Patch (RFC 7396) of the fact sheet: what is null is removed, lists are replaced, everything else stays as it is. Made for saving while somebody writes: what one person sends within ten minutes is one step of the history.
         */
        patch: operations["Practice.patch"];
        trace?: never;
    };
    "/v1/practices/{id}/adoption-chain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Trace the idea: from whom it was taken, and who took it further */
        get: operations["Adoption.chain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/adoptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the adoptions of a practice */
        get: operations["Adoption.list"];
        put?: never;
        /** Record that your member adopts the practice of another */
        post: operations["Adoption.adopt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/adoptions/{adoptionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an adoption */
        get: operations["Adoption.read"];
        /** Update an adoption */
        put: operations["Adoption.change"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/assessments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the assessments of a practice */
        get: operations["Assessment.list"];
        put?: never;
        /** Assess the published version of a practice in which your member has no part */
        post: operations["Assessment.assess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/assessments/{assessmentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an assessment */
        get: operations["Assessment.read"];
        /** Change your own assessment, which then applies to the currently published version */
        put: operations["Assessment.change"];
        post?: never;
        /** Withdraw your own assessment, which then no longer counts */
        delete: operations["Assessment.withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/assignment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Assign a person to look after a practice or to assess it, or end the task */
        post: operations["Assignment.assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the tasks on a practice; a reviewer sees their own */
        get: operations["Assignment.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/change-request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Return a submitted version with the changes requested */
        post: operations["Practice.requestChanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/change-request/{number}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer a requested change in words */
        post: operations["Practice.answerRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List every step of a practice: who did what, when and why; for its owner and the steering committee */
        get: operations["PracticeHistory.steps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/merger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merge a practice into another that is the same
         * @description Its address then redirects there (308). Nothing is moved or lost, and the merger can be reversed. A submitted practice that was never published can be merged too: only its owner and the steering committee ever see it, and are redirected.
         */
        post: operations["Practice.merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/merger-reversal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reverse a merger: the practice is separate again, as it was, published or submitted */
        post: operations["Practice.reverseMerger"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/mergers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the practices that were merged into this one because they are the same
         * @description One that was never published is listed only for its owner and the steering committee.
         */
        get: operations["PracticeHistory.mergers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/publication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish the submitted version */
        post: operations["Practice.publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell whether questions about a practice can be passed on */
        get: operations["Question.read"];
        put?: never;
        /**
         * Ask whoever answers for a practice
         * @description Goes by mail to its contact, whose address is not shown. The answer comes straight to `email`. Nothing is kept once the mail is sent, or cannot be delivered within two days. One address may send ten questions an hour without a credential.
         */
        post: operations["Question.ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List practices that may be the same one, with the reasons
         * @description Published ones; for a member also its own that were never published, for the steering committee all of these. For review by a person; the result has no other effect.
         */
        get: operations["Similar.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/submission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submit the working version to the secretariat */
        post: operations["Practice.submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/translation-jobs/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the progress of a machine translation, for the owner of the practice and the steering committee */
        get: operations["Translation.job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/translations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the languages into which a practice is translated, and how completely */
        get: operations["Translation.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/translations/{lang}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the translation into one language: each text, by whom, and whether it is up to date */
        get: operations["Translation.read"];
        /**
         * Translate a published practice
         * @description The body has all human translations into this language; texts that it neither has nor names in `kept` are removed. Requires the ETag of the practice.
         */
        put: operations["Translation.put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/translations/{lang}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List every previous state of a translation, newest first */
        get: operations["Translation.history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/translations/{lang}/machine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request machine translation of what is not yet translated
         * @description Returns a job. Human translations are kept.
         */
        post: operations["Translation.request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the published versions, which never change */
        get: operations["PracticeHistory.versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/versions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a version of the fact sheet */
        get: operations["PracticeHistory.version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/versions/{number}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what differs between two versions, by value and language */
        get: operations["PracticeHistory.changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw a practice; its address then returns 410 */
        post: operations["Practice.withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/ids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the ids of all published practices, and when each has changed */
        get: operations["Practice.ids"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the practices that have a place on the map */
        get: operations["Practice.points"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/principals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the names of persons and clients: the operator and the steering committee see all, others those of their own member
         * @description Tells who is meant by the ids of histories and tasks (`id`), and to whom work can be assigned (`role`). A client that was deleted keeps its name; a person who was erased is not listed.
         */
        get: operations["PrincipalNames.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/saved-searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the searches that you saved, oldest first */
        get: operations["SavedSearch.list"];
        put?: never;
        /**
         * Save a search of practices
         * @description What the list of practices refuses is refused here, with pointers below `/query`.
         */
        post: operations["SavedSearch.save"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/saved-searches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a search that you saved */
        get: operations["SavedSearch.read"];
        put?: never;
        post?: never;
        /** Delete a search that you saved */
        delete: operations["SavedSearch.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/saved-searches/{id}/following": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Let a search that you saved be told of what is published
         * @description A subscription that names the search does this by itself. Repeating it changes nothing.
         */
        put: operations["SavedSearch.follow"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller’s session as a person: its CSRF token and when it ends. Clients have none (404) */
        get: operations["Session.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/back-channel-logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The issuer reports that somebody signed out there (OpenID Connect Back-Channel Logout 1.0) */
        post: operations["Session.backChannelLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The issuer redirects the browser to this address; nobody else calls it
         * @description Unknown parameters from the issuer are ignored (RFC 6749, section 4.1.2).
         */
        get: operations["Session.callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sign in as a person: redirects the browser to the issuer (OpenID Connect) */
        get: operations["Session.signIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the caller’s session; the response says where to sign out at the issuer too. Clients have none (404) */
        post: operations["Session.signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/statistics/practices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count published practices by one or two dimensions
         * @description Accepts the filters of the list of practices. `format=csv` or `Accept: text/csv` returns the table as CSV.
         */
        get: operations["Statistics.practices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/statistics/practices/priorities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the practices with the good-practice label by theme, country and funding source
         * @description Answers which practices were judged good, for what, where, and who paid. Accepts the filters of the list of practices. `format=csv` or `Accept: text/csv` returns the table as CSV.
         */
        get: operations["Statistics.priorities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what your member has sent, newest first */
        get: operations["Submission.list"];
        put?: never;
        /**
         * Send one practice from your system, or up to 1,000, one on each line
         * @description It is stored at once and applied in the background. Sending it again does no harm: `sourceVersion` tells what is new. An `Idempotency-Key` has no effect on lines. Each line gets a line in the response, in the same order: `{line, id, state}` or `{line, status, code, detail, errors?}`.
         */
        post: operations["Submission.submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the outcome of a submission */
        get: operations["Submission.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions/by-external-id": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the outcome of the highest version sent under an external id */
        get: operations["Submission.readByExternalId"];
        put?: never;
        post?: never;
        /** Withdraw the practice that you sent under an external id */
        delete: operations["Submission.withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your subscriptions and the webhooks of your member, oldest first; an admin sees all */
        get: operations["Subscription.list"];
        put?: never;
        /**
         * Subscribe to events by e-mail or, with a credential, by webhook
         * @description By e-mail nothing is sent but one mail with a link, until the reader of the mailbox confirms there.
         */
        post: operations["Subscription.subscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a subscription; its secret is not shown again */
        get: operations["Subscription.read"];
        put?: never;
        post?: never;
        /** Delete a subscription and its deliveries */
        delete: operations["Subscription.delete"];
        options?: never;
        head?: never;
        /**
         * Change what a subscription receives, where, how often, or who is told of its health
         * @description What is not sent stays. A webhook has `url` and `contact`, a mailbox `frequency` and `zone`. With another `url` the receiver is challenged again, also after a pause, and deliveries wait until it has answered.
         */
        patch: operations["Delivery.change"];
        trace?: never;
    };
    "/v1/subscriptions/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the deliveries of a subscription and their outcomes, newest first */
        get: operations["Delivery.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pause a subscription; events are kept */
        post: operations["Subscription.pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** After a pause or a failure, send at once what is waiting and, if requested, what was missed */
        post: operations["Delivery.recover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue a new secret; for 24 hours requests are also signed with the former one */
        post: operations["Subscription.rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a signed test event to the receiver, once, and show how it responds; a few times a minute */
        post: operations["Subscription.test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/confirmations/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm that the reader of a mailbox wants a subscription; repeating it changes nothing */
        post: operations["SubscriptionLink.confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/links/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the subscription of a link in a mail */
        get: operations["SubscriptionLink.read"];
        put?: never;
        post?: never;
        /** End a subscription, and forget its address; repeating it changes nothing */
        delete: operations["SubscriptionLink.end"];
        options?: never;
        head?: never;
        /** Change what a mailbox receives, how often, and in which language */
        patch: operations["SubscriptionLink.change"];
        trace?: never;
    };
    "/v1/subscriptions/links/{token}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send nothing for now; events are kept */
        post: operations["SubscriptionLink.pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/links/{token}/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send again after a pause: what has happened meanwhile comes in one mail */
        post: operations["SubscriptionLink.recover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/links/{token}/unsubscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a subscription as mail programs do (RFC 8058) */
        post: operations["SubscriptionLink.unsubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show what a subscription would have sent in the last 90 days */
        post: operations["Preview.preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/translation-results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Receive a machine translation; for the translation service */
        post: operations["TranslationResult.take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vocabularies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List every closed list of codes, with labels in an official language of the EU
         * @description Labels of fact sheet and members are written by people; those of countries, languages and currencies are those of the Unicode CLDR, licences keep their English names.
         */
        get: operations["Vocabularies.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptedView: {
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description Always `accepted`: it is stored and waits for the registry.
             * @example accepted
             * @enum {string}
             */
            state: "accepted";
        };
        ActivationDto: {
            /**
             * @description What the client is for.
             * @example Registry of the City of Tampere
             */
            clientName: string;
        };
        ActivationView: {
            /**
             * Format: date-time
             * @description When the latest link expires.
             * @example 2026-03-01T12:00:00.000Z
             */
            expiresAt: string | null;
            /**
             * @description `queued`: the mail waits to be sent · `not-sent`: it could not be delivered
             * @example queued
             * @enum {string}
             */
            state: "queued" | "sent" | "not-sent" | "expired" | "used";
        };
        AdoptionDto: {
            /**
             * @description What is done differently.
             * @example {
             *       "fi": "Kurssit iltaisin."
             *     }
             */
            changes?: {
                [key: string]: string;
            } | null;
            /**
             * @description Evidence of the result.
             * @example {
             *       "en": "…"
             *     }
             */
            evidence?: {
                [key: string]: string;
            } | null;
            /**
             * @description How it is funded.
             * @example {
             *       "en": "…"
             *     }
             */
            funding?: {
                [key: string]: string;
            } | null;
            /** @description Pages and files about it. */
            links?: components["schemas"]["LinkDto"][] | null;
            /**
             * Format: uuid
             * @description Your own published practice that resulted from it, so that the idea can be traced.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            ownPracticeId?: string | null;
            /**
             * @description The result.
             * @example {
             *       "en": "…"
             *     }
             */
            result?: {
                [key: string]: string;
            } | null;
            /**
             * @description Its progress.
             * @example planned
             * @enum {string}
             */
            status: "planned" | "under-way" | "completed" | "abandoned";
        };
        AdoptionsView: {
            /**
             * @description Number of members that adopted it.
             * @example 2
             */
            count: number;
        };
        AdoptionView: {
            /** @description What is done differently. */
            changes?: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-03-01T12:00:00.000Z
             */
            createdAt: string;
            /** @description Evidence of the result. */
            evidence?: {
                [key: string]: string;
            };
            /** @description How it is funded. */
            funding?: {
                [key: string]: string;
            };
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /** @description Pages and files about it. */
            links: components["schemas"]["LinkDto"][];
            /**
             * Format: uuid
             * @description Who adopts it.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            memberId: string;
            /**
             * @description Name of the member, if known.
             * @example City of Tampere
             */
            memberName: string | null;
            /**
             * Format: uuid
             * @description The adopter’s own practice that resulted from it.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            ownPracticeId: string | null;
            /**
             * @description Its title; null when it is not, or no longer, public.
             * @example {
             *       "fi": "Kielikahvila",
             *       "en": "Language café"
             *     }
             */
            ownPracticeTitle: {
                [key: string]: string;
            } | null;
            /**
             * Format: uuid
             * @description What is adopted.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            practiceId: string;
            /**
             * @description Its title; null when it is not, or no longer, public.
             * @example {
             *       "fi": "Kielikahvila",
             *       "en": "Language café"
             *     }
             */
            practiceTitle: {
                [key: string]: string;
            } | null;
            /** @description The result. */
            result?: {
                [key: string]: string;
            };
            /**
             * @description Its progress.
             * @example planned
             * @enum {string}
             */
            status: "planned" | "under-way" | "completed" | "abandoned";
            /**
             * Format: date-time
             * @description When it was last changed.
             * @example 2026-03-01T12:00:00.000Z
             */
            updatedAt: string;
        };
        /**
         * @description A closed list; GET /v1/vocabularies has the labels.
         * @enum {string}
         */
        Aim: "employment" | "training" | "education" | "social-integration" | "cultural" | "health" | "legal-political" | "other";
        AmountDto: {
            /**
             * @description Decimal string, not negative.
             * @example 800000.00
             */
            amount: string;
            /**
             * @description The amount is approximate.
             * @example true
             */
            approximate?: boolean | null;
            /**
             * @description The source that contributed this amount.
             * @example eu
             */
            contributor?: components["schemas"]["FundingSource"] | null;
            /**
             * @description ISO 4217 code.
             * @example EUR
             */
            currency: components["schemas"]["Currency"];
            /**
             * @description First year, month or day that the amount covers.
             * @example 2011
             */
            from?: string | null;
            /**
             * @description What the amount covers.
             * @example per-edition
             */
            period?: components["schemas"]["AmountPeriod"] | null;
            /**
             * @description Last year, month or day that the amount covers.
             * @example 2012
             */
            to?: string | null;
        };
        /**
         * @description What the amount covers.
         * @enum {string}
         */
        AmountPeriod: "total" | "per-year" | "per-year-minimum" | "per-year-maximum" | "per-edition" | "start-up" | "equivalent-of-previous" | "not-stated";
        ApplicationContactDto: {
            /**
             * Format: email
             * @description E-mail address.
             * @example integration@city.example
             */
            email: string;
            /**
             * @description Person or office.
             * @example Integration office
             */
            name: string;
        };
        ApplicationContactView: {
            /**
             * @description E-mail address.
             * @example integration@city.example
             */
            email: string;
            /**
             * @description Person or office.
             * @example Integration office
             */
            name: string;
        };
        ApplicationDetailView: {
            /** @description Activation of the new member; null before approval. */
            activation: components["schemas"]["ActivationView"] | null;
            /** @description Contact for questions of the secretariat; null once erased. */
            contact: components["schemas"]["ApplicationContactView"] | null;
            /**
             * @description ISO 3166-1 alpha-2
             * @example FI
             */
            country: string;
            /**
             * Format: date-time
             * @description When it was decided.
             * @example 2026-03-01T12:00:00.000Z
             */
            decidedAt: string | null;
            /**
             * @description Id of the principal that decided it.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            decidedBy: string | null;
            /** @description What looks like the same authority. */
            duplicates: components["schemas"]["DuplicateView"][];
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description Kind of member.
             * @example municipality
             * @enum {string}
             */
            kind: "municipality" | "province" | "region" | "association" | "ngo" | "research" | "national-contact-point" | "eu-institution";
            /**
             * Format: uuid
             * @description The member it has become.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            memberId: string | null;
            /**
             * @description Name of the authority or institution.
             * @example City of Tampere
             */
            name: string;
            /**
             * @description Code of the region (NUTS).
             * @example FI197
             */
            nutsCode: string | null;
            /**
             * @description City, region or area.
             * @example Tampere
             */
            place: string | null;
            /**
             * @description Reason for the decision.
             * @example All documents were there.
             */
            reason: string | null;
            /**
             * @description Its progress.
             * @example applied
             * @enum {string}
             */
            status: "applied" | "approved" | "rejected";
            /**
             * Format: date-time
             * @description Since when it has waited for the secretariat.
             * @example 2026-03-01T12:00:00.000Z
             */
            submittedAt: string;
            /**
             * @description Its website.
             * @example https://www.tampere.fi
             */
            website: string | null;
        };
        ApplicationMade: {
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description Its progress.
             * @example applied
             * @enum {string}
             */
            status: "applied" | "approved" | "rejected";
        };
        ApplicationView: {
            /** @description Contact for questions of the secretariat; null once erased. */
            contact: components["schemas"]["ApplicationContactView"] | null;
            /**
             * @description ISO 3166-1 alpha-2
             * @example FI
             */
            country: string;
            /**
             * Format: date-time
             * @description When it was decided.
             * @example 2026-03-01T12:00:00.000Z
             */
            decidedAt: string | null;
            /**
             * @description Id of the principal that decided it.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            decidedBy: string | null;
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description Kind of member.
             * @example municipality
             * @enum {string}
             */
            kind: "municipality" | "province" | "region" | "association" | "ngo" | "research" | "national-contact-point" | "eu-institution";
            /**
             * Format: uuid
             * @description The member it has become.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            memberId: string | null;
            /**
             * @description Name of the authority or institution.
             * @example City of Tampere
             */
            name: string;
            /**
             * @description Code of the region (NUTS).
             * @example FI197
             */
            nutsCode: string | null;
            /**
             * @description City, region or area.
             * @example Tampere
             */
            place: string | null;
            /**
             * @description Reason for the decision.
             * @example All documents were there.
             */
            reason: string | null;
            /**
             * @description Its progress.
             * @example applied
             * @enum {string}
             */
            status: "applied" | "approved" | "rejected";
            /**
             * Format: date-time
             * @description Since when it has waited for the secretariat.
             * @example 2026-03-01T12:00:00.000Z
             */
            submittedAt: string;
            /**
             * @description Its website.
             * @example https://www.tampere.fi
             */
            website: string | null;
        };
        AskableView: {
            /**
             * @description Whether the practice names somebody who can be reached by mail.
             * @example true
             */
            isOpen: boolean;
        };
        AssessmentDto: {
            /** @description The five criteria of the study. */
            scores: components["schemas"]["ScoresDto"];
        };
        AssessmentListView: {
            /** @description In the order in which they were given. */
            items: components["schemas"]["AssessmentView"][];
            /**
             * @description Always null: this page has all of them.
             * @example null
             */
            next: string | null;
        };
        AssessmentView: {
            /**
             * @description Id of the principal who gave it.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            assessorId: string;
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-03-01T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /** @description Absent for a reviewer who has not yet submitted an assessment. */
            scores?: components["schemas"]["ScoresDto"];
            /**
             * Format: date-time
             * @description When it was last changed.
             * @example 2026-03-01T12:00:00.000Z
             */
            updatedAt: string;
            /**
             * @description The version that was judged.
             * @example 1
             */
            version: number;
        };
        AssignmentDto: {
            /**
             * @description `id` from their `GET /v1/me`, or `me`. Must have the role steering to `edit`, reviewer to `assess`.
             * @example me
             */
            assigneeId: string;
            /**
             * Format: date
             * @description Due date; not before today in Brussels.
             * @example 2027-03-31
             */
            dueOn?: string | null;
            /**
             * @description Whether to end the task.
             * @example true
             */
            ended?: boolean | null;
            /**
             * @description `edit`: look after the submission (one editor); `assess`: judge the published practice (several reviewers).
             * @example edit
             * @enum {string}
             */
            task: "edit" | "assess";
        };
        AssignmentListView: {
            /** @description This page. */
            items: components["schemas"]["AssignmentView"][];
        };
        AssignmentView: {
            /**
             * Format: date-time
             * @description Since when.
             * @example 2026-03-01T12:00:00.000Z
             */
            assignedAt: string;
            /**
             * @description Id of the principal.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            assigneeId: string;
            /**
             * Format: date
             * @description Due date.
             * @example 2026-03-01
             */
            dueOn: string | null;
            /**
             * @description The task.
             * @example edit
             * @enum {string}
             */
            task: "edit" | "assess";
        };
        AsyncApiView: {
            /**
             * @description Version of AsyncAPI.
             * @example 3.0.0
             */
            asyncapi: string;
        };
        AttemptView: {
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description Milliseconds.
             * @example 120
             */
            durationMs: number;
            /**
             * @description What went wrong; null if it was delivered.
             * @example webhook.timeout
             */
            error: string | null;
            /**
             * @description 1 for the first attempt.
             * @example 1
             */
            number: number;
            /**
             * @description The first 2 kB of what the receiver answered; kept for a week.
             * @example Unauthorized
             */
            response: string | null;
            /**
             * @description HTTP status, when one arrived.
             * @example 204
             */
            status: number | null;
        };
        BeneficiariesDto: {
            /**
             * @description How many.
             * @example 1800
             */
            count?: number | null;
            /**
             * @description What is counted.
             * @example {
             *       "en": "course users"
             *     }
             */
            counted?: {
                [key: string]: string;
            } | null;
            /**
             * @description The number is an estimate.
             * @example true
             */
            estimate?: boolean | null;
        };
        CaretakerView: {
            /**
             * @description Id of the principal.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            assigneeId: string;
            /**
             * Format: date
             * @description Due date.
             * @example 2027-03-31
             */
            dueOn: string | null;
        };
        CertificateView: {
            /**
             * Format: date-time
             * @description When it was erased.
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description Id of the principal, or the process that did it.
             * @example retention
             */
            by: string;
            /**
             * @description Why it was erased.
             * @example request
             * @enum {string}
             */
            cause: "request" | "retention" | "restore";
            /**
             * Format: uuid
             * @description Of the certificate, or of the run.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description Whether the erasure is in the list of erasures; without that list a restore brings the person back.
             * @example true
             */
            listed: boolean;
            /** @description What was erased. */
            places: components["schemas"]["PlaceView"][];
            /**
             * @description Names of a single word, or too long: they were erased from records but stay in texts, which may be about others.
             * @example 0
             */
            singleWords: number;
        };
        ChainLinkView: {
            /**
             * Format: uuid
             * @description Id of the adoption.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            adoptionId: string;
            /**
             * @description Generations from here; negative: sources of the practice.
             * @example 1
             */
            distance: number;
            /**
             * Format: uuid
             * @description Who adopted it.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            memberId: string;
            /**
             * @description Name of the member, if known.
             * @example City of Tampere
             */
            memberName: string | null;
            /**
             * Format: uuid
             * @description The result.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            ownPracticeId: string | null;
            /**
             * @description Its title; null when it is not, or no longer, public.
             * @example {
             *       "fi": "Kielikahvila",
             *       "en": "Language café"
             *     }
             */
            ownPracticeTitle: {
                [key: string]: string;
            } | null;
            /**
             * Format: uuid
             * @description What was adopted.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            practiceId: string;
            /**
             * @description Its progress.
             * @example planned
             * @enum {string}
             */
            status: "planned" | "under-way" | "completed" | "abandoned";
            /** @description Its title. */
            title: {
                [key: string]: string;
            };
        };
        ChainView: {
            /** @description Earliest first; up to ten generations in each direction and 200 adoptions. */
            items: components["schemas"]["ChainLinkView"][];
        };
        ChangeRequestDto: {
            /** @description The requested changes, by place. */
            items: components["schemas"]["RequestedChangeDto"][];
        };
        ChangesView: {
            /** @description CloudEvents 1.0 in the order of the log. */
            items: components["schemas"]["CloudEventView"][];
            /**
             * @description Cursor for the next call; never null.
             * @example WyJjaGFuZ2VzIiwiNDIiXQ
             */
            next: string;
            /**
             * @description Whether this is the end of the log.
             * @example true
             */
            upToDate: boolean;
        };
        ChannelDto: {
            /**
             * Format: email
             * @description For e-mail: an address, whose reader must confirm the subscription by the link of a first mail.
             * @example aino@city.example
             */
            address?: string | null;
            /**
             * @description How events are delivered.
             * @example webhook
             * @enum {string}
             */
            type: "webhook" | "email";
            /**
             * Format: uri
             * @description For a webhook: an https address that is public. It is challenged first and must return 200 with the same `challenge`.
             * @example https://city.example/events
             */
            url?: string | null;
        };
        ClientDto: {
            /**
             * @description Institution of a reviewer without a member.
             * @example University of Exampleville
             */
            affiliation?: string | null;
            /**
             * @description Rights in addition to the roles; given by the operator. `voting`: casts the ballots of the member.
             * @example [
             *       "voting"
             *     ]
             */
            grants?: "voting"[] | null;
            /**
             * Format: uuid
             * @description Member to act for; required for member-editor. If a member-editor omits it, it is their own member.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            memberId?: string | null;
            /**
             * @description What the client is for.
             * @example Registry of the City of Tampere
             */
            name: string;
            /**
             * @description What the client or person may do.
             * @example [
             *       "member-editor"
             *     ]
             */
            roles: ("member-editor" | "reviewer" | "steering" | "official" | "admin")[];
        };
        ClientView: {
            /**
             * @description Institution of a reviewer without a member.
             * @example University of Turku
             */
            affiliation: string | null;
            /**
             * @description Sent with the secret to get a token.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            clientId: string;
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-03-01T12:00:00.000Z
             */
            createdAt: string;
            /**
             * @description Rights in addition to the roles.
             * @example [
             *       "voting"
             *     ]
             */
            grants: "voting"[];
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * Format: uuid
             * @description The member it acts for.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            memberId: string | null;
            /**
             * @description What the client is for.
             * @example Registry of the City of Tampere
             */
            name: string;
            /**
             * @description Current roles; empty if all rights have ended.
             * @example [
             *       "member-editor"
             *     ]
             */
            roles: ("member-editor" | "reviewer" | "steering" | "official" | "admin")[];
            /**
             * Format: date-time
             * @description When it last got a new secret.
             * @example 2026-03-01T12:00:00.000Z
             */
            rotatedAt: string | null;
        };
        CloudEventView: {
            /**
             * @description Ids, codes, titles and the address of the subject; no prose, no persons.
             * @example {
             *       "id": "01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11",
             *       "countries": [
             *         "FI"
             *       ]
             *     }
             */
            data: {
                [key: string]: unknown;
            };
            /**
             * @description Media type of the data.
             * @example application/json
             * @enum {string}
             */
            datacontenttype: "application/json";
            /**
             * Format: uuid
             * @description The same at every delivery of the event.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description Number in the stream of the subject.
             * @example 7
             */
            sequence: string;
            /**
             * @description App that published it.
             * @example /practices
             */
            source: string;
            /**
             * @description Version of CloudEvents.
             * @example 1.0
             * @enum {string}
             */
            specversion: "1.0";
            /**
             * Format: uuid
             * @description What it happened to.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            subject: string;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-03-01T12:00:00.000Z
             */
            time: string;
            /**
             * @description What happened.
             * @example eu.lra-network.practice.published.v1
             */
            type: string;
        };
        CodeView: {
            /**
             * @description As it is sent.
             * @example cultural
             */
            code: string | number;
            /**
             * @description In the language asked for, else in English.
             * @example Cultural
             */
            label: string;
            /**
             * @description A footnote that must appear wherever the label is shown.
             * @example * This designation is without prejudice to positions on status.
             */
            note?: string;
            /**
             * @description With `lang`: other words that people of that language look for it by.
             * @example [
             *       "culture"
             *     ]
             */
            synonyms?: string[];
        };
        CompletenessView: {
            /** @description What to enter in each of them. */
            explanation: components["schemas"]["MissingFieldView"][];
            /**
             * @description JSON Pointers of the missing fields.
             * @example [
             *       "/objectives"
             *     ]
             */
            missing: string[];
            /**
             * @description Share of what publication requires, in whole percent.
             * @example 100
             */
            percent: number;
        };
        ContactDto: {
            /**
             * @description The person agrees to be shown to everyone; default: no.
             * @example true
             */
            consentToPublish?: boolean | null;
            /**
             * Format: email
             * @description E-mail address.
             * @example integration@example.org
             */
            email?: string | null;
            /**
             * @description Name of the person or office.
             * @example Integration office
             */
            name?: string | null;
        };
        CountedAssessmentView: {
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description The version that was assessed.
             * @example 1
             */
            version: number;
        };
        /**
         * @description A closed list; GET /v1/vocabularies has the labels.
         * @enum {string}
         */
        Country: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
        /**
         * @description ISO 4217 code.
         * @enum {string}
         */
        Currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLP" | "CNY" | "COP" | "CRC" | "CUC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HRK" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SLL" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UZS" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG" | "ZWL";
        DataSubjectDto: {
            /**
             * Format: email
             * @description The address; case does not matter.
             * @example aino@tampere.example
             */
            email: string;
            /**
             * @description Further names to search for. Names found with the address are always included.
             * @example [
             *       "Aino Virtanen"
             *     ]
             */
            names?: string[] | null;
        };
        DeadLetterView: {
            /**
             * @description App of the consumer.
             * @example gateway
             * @enum {string}
             */
            app: "gateway" | "practices" | "network" | "notifications";
            /**
             * @description Number of attempts.
             * @example 1
             */
            attempts: number;
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-03-01T12:00:00.000Z
             */
            createdAt: string;
            /**
             * @description The failure in one sentence.
             * @example The data of the event violate its schema.
             */
            detail: string;
            /**
             * @description Consumer group.
             * @example practices.members
             */
            group: string;
            /**
             * @description `<app>:<uuid>`.
             * @example practices:01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * Format: date-time
             * @description Time of the next attempt.
             * @example 2026-03-01T12:00:00.000Z
             */
            nextAttemptAt: string | null;
            /**
             * @description Where it was found: `topic/partition@offset`.
             * @example lra.practices.practice/3@1042
             */
            origin: string | null;
            /**
             * @description `handler-failed`: the app could not apply it; `behind-parked`, `gap`: an earlier event of the stream waits or is missing; `not-an-event`: it cannot be read; `schema-breach`: its data violates the schema of its type.
             * @example handler-failed
             * @enum {string}
             */
            reason: "handler-failed" | "behind-parked" | "gap" | "not-an-event" | "schema-breach";
            /**
             * @description Its number in the stream.
             * @example 7
             */
            sequence: string | null;
            /**
             * @description `parked`: retried at `nextAttemptAt` or, if that is null, when the event it waits for has arrived. `dead`: waits for a redrive.
             * @example dead
             * @enum {string}
             */
            state: "dead" | "parked";
            /**
             * @description The stream.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            subject: string | null;
            /**
             * @description Where it came from.
             * @example lra.practices.practice
             */
            topic: string;
            /**
             * @description As stated by the message; null if absent.
             * @example eu.lra-network.practice.published.v1
             */
            type: string | null;
        };
        DecisionDto: {
            /**
             * @description What was decided.
             * @example approve
             * @enum {string}
             */
            decision: "approve" | "reject";
            /**
             * @description A rejected applicant reads it in the mail.
             * @example All documents were there.
             */
            reason: string;
        };
        DecisionView: {
            /**
             * Format: uuid
             * @description The new member, after an approval.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            memberId?: string;
            /**
             * @description Its current status.
             * @example applied
             * @enum {string}
             */
            status: "applied" | "approved" | "rejected";
        };
        DeliveryCountsView: {
            /**
             * @description Accepted by their receivers.
             * @example 1
             */
            delivered: number;
            /**
             * @description Given up.
             * @example 1
             */
            failed: number;
            /**
             * @description Waiting for the next mail of their subscriptions.
             * @example 1
             */
            gathered: number;
            /**
             * @description Being attempted, or to be.
             * @example 1
             */
            pending: number;
            /**
             * @description Each is counted up to this number.
             * @example 10000
             */
            upTo: number;
        };
        DeliveryView: {
            /** @description All attempts, earliest first. */
            attempts: components["schemas"]["AttemptView"][];
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-03-01T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the receiver accepted it.
             * @example 2026-03-01T12:00:00.000Z
             */
            deliveredAt: string | null;
            /**
             * Format: uuid
             * @description Also the `webhook-id` of every attempt.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            eventId: string;
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * Format: date-time
             * @description Time of the next attempt; null if there is none.
             * @example 2026-03-01T12:00:00.000Z
             */
            nextAttemptAt: string | null;
            /**
             * Format: date-time
             * @description When a recovery or redelivery last queued it again.
             * @example 2026-03-01T12:00:00.000Z
             */
            replayedAt: string | null;
            /**
             * @description Number of the event in the stream of its subject.
             * @example 7
             */
            sequence: string;
            /**
             * @description Its state; `pending`: it is being attempted or will be.
             * @example pending
             * @enum {string}
             */
            state: "pending" | "gathered" | "delivered" | "failed";
            /**
             * Format: uuid
             * @description The subject of the event.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            subject: string;
            /**
             * @description Type of the event.
             * @example eu.lra-network.practice.published.v1
             */
            type: string;
        };
        /**
         * @description A closed list; GET /v1/vocabularies has the labels.
         * @enum {string}
         */
        Dimension: "legal-political" | "socio-economic" | "cultural";
        DiscardDto: {
            /**
             * @description The reason; kept with the name of the caller.
             * @example Sent by a broken test producer.
             */
            reason: string;
        };
        DiscardView: {
            /**
             * @description It is gone.
             * @example discarded
             * @enum {string}
             */
            outcome: "discarded";
        };
        DiscoveryView: {
            /**
             * @description Names found with the address.
             * @example [
             *       "Aino Virtanen"
             *     ]
             */
            names: string[];
            /** @description Where the address or such a name was found. */
            places: components["schemas"]["FoundView"][];
        };
        DueView: {
            /**
             * @description How many: the `total` of `list`.
             * @example 3
             */
            count: number;
            /**
             * Format: date
             * @description The first day on which one of them is due; null when none has such a day.
             * @example 2027-03-31
             */
            due: string | null;
            /**
             * @description What they are, and so what is to be done.
             * @example practice-changes-requested
             * @enum {string}
             */
            kind: "practice-changes-requested" | "practice-overwritten" | "practice-draft" | "practice-assigned" | "practice-to-review" | "practice-to-assess" | "practice-to-translate" | "adoption-to-report" | "submission-refused" | "application-to-decide" | "subscription-failed" | "dead-letter" | "failed-job";
            /**
             * @description The list of exactly these things.
             * @example /v1/practices?waitingFor=me&status=submitted
             */
            list: string;
            /**
             * @description Whether the day on which the first is due has passed in Brussels.
             * @example false
             */
            overdue: boolean;
            /**
             * Format: date-time
             * @description Since when the first of them has waited.
             * @example 2026-03-01T12:00:00.000Z
             */
            since: string;
        };
        DuplicateView: {
            /**
             * @description What both have in common.
             * @example [
             *       "name"
             *     ]
             */
            alike: ("name" | "website" | "place" | "nuts-code")[];
            /**
             * Format: uuid
             * @description The other application.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            applicationId: string | null;
            /**
             * @description ISO 3166-1 alpha-2
             * @example FI
             */
            country: string;
            /**
             * Format: uuid
             * @description The member it is or has become.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            memberId: string | null;
            /**
             * @description Name of the authority.
             * @example City of Tampere
             */
            name: string;
            /**
             * @description State of the membership, or of the application.
             * @example approved
             */
            status: string;
        };
        EditView: {
            /**
             * Format: date-time
             * @description When.
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description Id of the principal.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            by: string;
        };
        ErasureDto: {
            /**
             * Format: email
             * @description The address; case does not matter.
             * @example aino@tampere.example
             */
            email: string;
            /**
             * @description Names found with the address that stay in texts because they name an office, not a person.
             * @example [
             *       "Integration office"
             *     ]
             */
            keep?: string[] | null;
            /**
             * @description Further names to search for. Names found with the address are always included.
             * @example [
             *       "Aino Virtanen"
             *     ]
             */
            names?: string[] | null;
        };
        ErasureReportView: {
            /**
             * Format: date-time
             * @description When it was erased.
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description Id of the principal, or the process that did it.
             * @example retention
             */
            by: string;
            /**
             * @description Why it was erased.
             * @example request
             * @enum {string}
             */
            cause: "request" | "retention" | "restore";
            /**
             * Format: uuid
             * @description Of the certificate, or of the run.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /** @description What was erased. */
            places: components["schemas"]["PlaceView"][];
        };
        /**
         * @description A closed list; GET /v1/vocabularies has the labels.
         * @enum {string}
         */
        EvaluationConducted: "yes" | "no" | "planned" | "unknown";
        EvaluationDto: {
            /**
             * @description Whether it was evaluated.
             * @example planned
             */
            conducted?: components["schemas"]["EvaluationConducted"] | null;
            /**
             * @description Kind of evaluation.
             * @example external
             */
            kind?: components["schemas"]["EvaluationKind"] | null;
            /**
             * @description What the evaluation found.
             * @example {
             *       "en": "…"
             *     }
             */
            summary?: {
                [key: string]: string;
            } | null;
            /**
             * Format: uri
             * @description Where the evaluation can be read.
             * @example https://example.org/evaluation.pdf
             */
            url?: string | null;
        };
        /**
         * @description A closed list; GET /v1/vocabularies has the labels.
         * @enum {string}
         */
        EvaluationKind: "internal" | "external" | "both";
        FactSheetDto: {
            /**
             * @description Main activities.
             * @example {
             *       "en": "…"
             *     }
             */
            activities?: {
                [key: string]: string;
            } | null;
            /**
             * @description Aims (study, Table 3.10).
             * @example [
             *       "education"
             *     ]
             */
            aims?: components["schemas"]["Aim"][] | null;
            /**
             * @description Assistance given.
             * @example {
             *       "en": "…"
             *     }
             */
            assistance?: {
                [key: string]: string;
            } | null;
            /**
             * @description Numbers of the Common Basic Principles of integration policy that it addresses.
             * @example [
             *       4,
             *       5
             *     ]
             */
            basicPrinciples?: (1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11)[] | null;
            /** @description How many were reached. */
            beneficiaries?: components["schemas"]["BeneficiariesDto"] | null;
            /**
             * @description Policy challenges.
             * @example {
             *       "en": "…"
             *     }
             */
            challenges?: {
                [key: string]: string;
            } | null;
            /** @description Contacts. Personal data, shown only with consent. */
            contacts?: components["schemas"]["ContactDto"][] | null;
            /**
             * @description Introduction and context.
             * @example {
             *       "en": "…"
             *     }
             */
            context?: {
                [key: string]: string;
            } | null;
            /**
             * @description Countries (ISO 3166-1 alpha-2); none when EU-wide.
             * @example [
             *       "IT"
             *     ]
             */
            countries?: components["schemas"]["Country"][] | null;
            /**
             * @description Dimensions of integration; the first is the primary one.
             * @example [
             *       "legal-political",
             *       "cultural"
             *     ]
             */
            dimensions?: components["schemas"]["Dimension"][] | null;
            /** @description How it was evaluated. */
            evaluation?: components["schemas"]["EvaluationDto"] | null;
            /** @description How it is funded. */
            funding?: components["schemas"]["FundingDto"] | null;
            /** @description Measured outcomes. */
            indicators?: components["schemas"]["IndicatorDto"][] | null;
            /**
             * @description Lessons for others.
             * @example {
             *       "en": "…"
             *     }
             */
            lessons?: {
                [key: string]: string;
            } | null;
            /**
             * @description Licence of the text (SPDX identifier).
             * @example CC-BY-4.0
             */
            licence?: components["schemas"]["Licence"] | null;
            /** @description Pages and files about it. */
            links?: components["schemas"]["LinkDto"][] | null;
            /** @description The national programme it belongs to. */
            nationalProgramme?: components["schemas"]["NationalProgrammeDto"] | null;
            /**
             * @description Anything else.
             * @example {
             *       "en": "…"
             *     }
             */
            notes?: {
                [key: string]: string;
            } | null;
            /**
             * @description Objectives.
             * @example {
             *       "en": "…"
             *     }
             */
            objectives?: {
                [key: string]: string;
            } | null;
            /**
             * @description How far the objectives were achieved.
             * @example partially
             */
            objectivesAchieved?: components["schemas"]["ObjectivesAchieved"] | null;
            /** @description The organiser of the practice. */
            organiser?: components["schemas"]["OrganiserDto"] | null;
            /**
             * @description Original language (ISO 639-1) of the fact sheet.
             * @example it
             */
            originalLanguage: components["schemas"]["Language"];
            /**
             * @description Outcomes.
             * @example {
             *       "en": "…"
             *     }
             */
            outcomes?: {
                [key: string]: string;
            } | null;
            /** @description Who takes part. */
            partners?: components["schemas"]["PartnerDto"][] | null;
            /** @description When the practice ran. */
            period?: components["schemas"]["PeriodDto"] | null;
            /** @description Where the practice takes place. */
            place?: components["schemas"]["PlaceDto"] | null;
            /**
             * @description Type of project, in your own words.
             * @example {
             *       "en": "Citizenship and language"
             *     }
             */
            projectType?: {
                [key: string]: string;
            } | null;
            /**
             * @description Range of the practice.
             * @example regional-municipal
             */
            range?: components["schemas"]["Range"] | null;
            /**
             * @description Relations to national initiatives and other partners.
             * @example {
             *       "en": "…"
             *     }
             */
            relations?: {
                [key: string]: string;
            } | null;
            /**
             * @description Whether it was replicated elsewhere.
             * @example scope
             */
            replicated?: components["schemas"]["Replicated"] | null;
            /**
             * @description Scope for replication.
             * @example {
             *       "en": "…"
             *     }
             */
            replicationScope?: {
                [key: string]: string;
            } | null;
            /**
             * @description Training of staff.
             * @example {
             *       "en": "…"
             *     }
             */
            staffTraining?: {
                [key: string]: string;
            } | null;
            /**
             * @description Target groups.
             * @example [
             *       "women",
             *       "job-seekers"
             *     ]
             */
            targetGroups?: components["schemas"]["TargetGroup"][] | null;
            /**
             * @description Themes.
             * @example [
             *       "language-training"
             *     ]
             */
            themes?: components["schemas"]["Theme"][] | null;
            /**
             * @description Title. Required in the original language.
             * @example {
             *       "it": "Vivere in Italia",
             *       "en": "Live in Italy"
             *     }
             */
            title: {
                [key: string]: string;
            };
        };
        FeedbackAcceptedView: {
            /**
             * @description It is sent by mail within minutes.
             * @example queued
             * @enum {string}
             */
            state: "queued";
        };
        FeedbackDto: {
            /**
             * @description What it is about.
             * @example accessibility
             * @enum {string}
             */
            about: "accessibility" | "practice" | "technical" | "other";
            /**
             * Format: email
             * @description Where an answer goes.
             * @example aino@city.example
             */
            email?: string | null;
            /**
             * @description Plain text.
             * @example The map cannot be read at 400 %.
             */
            message: string;
            /**
             * @description Address of the page.
             * @example https://network.example/en/figures
             */
            page?: string | null;
        };
        FeedbackOpenView: {
            /**
             * @description Whether somebody reads what is sent.
             * @example true
             */
            isOpen: boolean;
        };
        FieldChangeView: {
            /**
             * @description The new value; null if there is none.
             * @example Living in Italy
             */
            after: (string | number | boolean) | null;
            /**
             * @description The previous value; null if there was none.
             * @example Live in Italy
             */
            before: (string | number | boolean) | null;
            /**
             * @description JSON Pointer into the fact sheet; one for each value and language.
             * @example /title/en
             */
            pointer: string;
        };
        FilterDto: {
            /**
             * @description ISO 3166-1 alpha-2
             * @example [
             *       "FI"
             *     ]
             */
            countries?: string[] | null;
            /**
             * @description Dimensions of integration.
             * @example [
             *       "legal-political"
             *     ]
             */
            dimensions?: ("legal-political" | "socio-economic" | "cultural")[] | null;
            /**
             * @description Ids of current or former members: events about them or what they own.
             * @example [
             *       "01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11"
             *     ]
             */
            members?: string[] | null;
            /**
             * Format: uuid
             * @description Id of a search that you saved (`/v1/saved-searches`): versions of practices that it finds when they are published. It must be yours, so it needs an account. By the link of a mail it stays as it is, or ends with null.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f22
             */
            savedSearch?: string | null;
            /**
             * @description Whether to include the steps of work on practices (drafted, submitted, changes requested, …): your member’s, or, for the steering committee, all.
             * @example true
             */
            steps?: boolean | null;
            /**
             * @description Part of the title in any language; case and accents do not matter.
             * @example language
             */
            text?: string | null;
            /**
             * @description Themes.
             * @example [
             *       "civic-participation"
             *     ]
             */
            themes?: ("civic-participation" | "reception-and-legal-support" | "employment" | "education-and-training" | "housing-and-health" | "anti-racism-and-intercultural-dialogue" | "language-training" | "public-service-adaptation")[] | null;
            /**
             * @description Event types; `*` matches anything.
             * @example [
             *       "eu.lra-network.practice.*"
             *     ]
             */
            types?: string[] | null;
        };
        FoundView: {
            /**
             * @description Rows, letters or files.
             * @example 2
             */
            count: number;
            /**
             * @description Keys of the first of them.
             * @example []
             */
            keys: string[];
            /**
             * @description Table of an app, or another place.
             * @example practices.practice_contact
             */
            place: string;
        };
        FundingDto: {
            /** @description Amounts as reported. */
            amounts?: components["schemas"]["AmountDto"][] | null;
            /**
             * @description Sources of the funding.
             * @example [
             *       "eu",
             *       "national"
             *     ]
             */
            sources?: components["schemas"]["FundingSource"][] | null;
            /**
             * @description The sources are unknown. Must not be combined with `sources`.
             * @example true
             */
            unknown?: boolean | null;
        };
        /**
         * @description A closed list; GET /v1/vocabularies has the labels.
         * @enum {string}
         */
        FundingSource: "local" | "regional" | "national" | "eu" | "private" | "other";
        GatheredDeadLettersView: {
            /** @description Oldest first. */
            items: components["schemas"]["DeadLetterView"][];
            /**
             * @description `cursor` of the next page; null at the end.
             * @example null
             */
            next: string | null;
            /**
             * @description `cursor` of the page before; null on the first one.
             * @example null
             */
            previous: string | null;
            /**
             * @description Number of items in the whole list; with `total=true`.
             * @example 1
             */
            total?: number;
            /**
             * @description Apps that did not respond; what they hold is missing.
             * @example []
             */
            unavailable: string[];
        };
        GatheredJobsView: {
            /** @description Oldest first. */
            items: components["schemas"]["JobView"][];
            /**
             * @description `cursor` of the next page; null at the end.
             * @example null
             */
            next: string | null;
            /**
             * @description `cursor` of the page before; null on the first one.
             * @example null
             */
            previous: string | null;
            /**
             * @description Number of items in the whole list; with `total=true`.
             * @example 1
             */
            total?: number;
            /**
             * @description Apps that did not respond; what they hold is missing.
             * @example []
             */
            unavailable: string[];
        };
        GatheredRebuildsView: {
            /**
             * @description Known groups.
             * @example [
             *       "practices.members"
             *     ]
             */
            groups: string[];
            /** @description Newest first. */
            items: components["schemas"]["RebuildView"][];
            /**
             * @description Apps that did not respond; what they hold is missing.
             * @example []
             */
            unavailable: string[];
        };
        GatheredReportsView: {
            /** @description Certificates, and erasures by retention and restores. */
            items: components["schemas"]["ErasureReportView"][];
            /**
             * @description `cursor` of the next page; null at the end.
             * @example null
             */
            next: string | null;
            /**
             * @description `cursor` of the page before; null on the first one.
             * @example null
             */
            previous: string | null;
            /**
             * @description Number of all items, if requested.
             * @example 1
             */
            total?: number;
            /**
             * @description Apps that did not respond; what they hold is missing.
             * @example []
             */
            unavailable: string[];
        };
        GroupLagView: {
            /**
             * @description Consumer group.
             * @example practices.members
             */
            group: string;
            /**
             * @description Messages of its topics that it has not taken yet; null: the broker does not tell at present.
             * @example 1
             */
            lag: number | null;
        };
        HealthView: {
            /**
             * @description Healthy.
             * @example ok
             * @enum {string}
             */
            status: "ok";
        };
        HighlightPartView: {
            /**
             * @description Whether the search found this.
             * @example true
             */
            match: boolean;
            /**
             * @description As it was written: plain text, never markup.
             * @example Sprachkurse
             */
            text: string;
        };
        HighlightView: {
            /**
             * @description The code by which the practice was found; the parts are its name.
             * @example language-training
             */
            code?: string;
            /**
             * @description Language of the text; null for a name.
             * @example de
             * @enum {string|null}
             */
            lang: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu" | null;
            /** @description The piece of text in parts, at most some 200 characters together; `…` where the text goes on. */
            parts: components["schemas"]["HighlightPartView"][];
            /**
             * @description JSON Pointer into the fact sheet.
             * @example /title
             */
            pointer: string;
            /**
             * @description `none`: the text of the fact sheet itself.
             * @example none
             * @enum {string}
             */
            translation: "none" | "human" | "machine";
        };
        ImportCountsView: {
            /**
             * @description New practices.
             * @example 37
             */
            added: number;
            /**
             * @description Refused rows; the `errors` of each say why.
             * @example 1
             */
            failed: number;
            /**
             * @description The same content, contacts included: no new version, no event.
             * @example 1
             */
            unchanged: number;
            /**
             * @description Practices with a new version.
             * @example 1
             */
            updated: number;
            /**
             * @description Withdrawn practices.
             * @example 1
             */
            withdrawn: number;
        };
        ImportFormWithFile: {
            /**
             * @description State in which rows are stored. Default: published for the steering committee and operators, submitted for members, who may not publish.
             * @example draft
             * @enum {string|null}
             */
            as?: "draft" | "submitted" | "published" | null;
            /**
             * @description Only report what would happen to each row.
             * @default false
             * @example false
             */
            dryRun: boolean | null;
            /**
             * Format: binary
             * @description CSV with a header and comma, semicolon or tab as separator; JSON (an array); or NDJSON. UTF-8, or UTF-16 with a byte order mark.
             * @example case-studies.csv
             */
            file: string;
            /**
             * @description How to read the rows. Default: the profile that matches the header of the file, or else fact sheets with `externalId` (JSON, NDJSON). Formats by profile: case-studies csv, ndjson, json; registry-628 ndjson, json; plain ndjson, json.
             * @example case-studies
             * @enum {string|null}
             */
            profile?: "case-studies" | "registry-628" | "plain" | null;
            /**
             * @description Name of the source; together with the `externalId` of a row it is the key by which a later file finds the practice again. Sources belong to your member: another member’s source of the same name is a different one. Default: the profile, or else `import`, as for submissions.
             * @example city-of-tampere-crm
             */
            source?: string | null;
        };
        ImportJobView: {
            /**
             * @description State in which rows are stored.
             * @example draft
             * @enum {string}
             */
            as: "draft" | "submitted" | "published";
            counts: components["schemas"]["ImportCountsView"];
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-03-01T12:00:00.000Z
             */
            createdAt: string;
            /**
             * @description Nothing is stored.
             * @example false
             */
            dryRun: boolean;
            /**
             * Format: date-time
             * @description When it ended.
             * @example 2026-03-01T12:00:00.000Z
             */
            finishedAt: string | null;
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description Rows processed so far.
             * @example 37
             */
            processed: number;
            /**
             * @description How rows are read.
             * @example case-studies
             */
            profile: string;
            /**
             * @description With owner and `externalId` of a row the key of a practice.
             * @example case-studies
             */
            source: string;
            /**
             * Format: date-time
             * @description When it began.
             * @example 2026-03-01T12:00:00.000Z
             */
            startedAt: string | null;
            /**
             * @description Its state; `cancelled`: the sender lost the right to import before it ended.
             * @example queued
             * @enum {string}
             */
            state: "queued" | "running" | "done" | "failed" | "cancelled";
            /**
             * @description Rows of the file.
             * @example 37
             */
            total: number;
        };
        ImportPlaceView: {
            /**
             * @description What is wrong.
             * @example import.duplicate-id
             */
            code: string;
            /**
             * @description How to fix it.
             * @example This id already appears in row 3.
             */
            detail: string;
            /**
             * @description JSON Pointer into the fact sheet; empty: the row.
             * @example /funding/sources/0
             */
            pointer: string;
        };
        ImportRowView: {
            /** @description Why it failed. */
            errors: components["schemas"]["ImportPlaceView"][];
            /**
             * @description Id of the row in its source; null if it has none.
             * @example cs-01
             */
            externalId: string | null;
            /**
             * @description Its place in the file, from 1; the header is not counted.
             * @example 1
             */
            number: number;
            /**
             * @description How it ended.
             * @example added
             * @enum {string}
             */
            outcome: "added" | "updated" | "unchanged" | "withdrawn" | "failed";
            /**
             * Format: uuid
             * @description The practice it created or matched.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            practiceId: string | null;
            /** @description Values that were imported with reservations. */
            warnings: components["schemas"]["ImportWarningView"][];
        };
        ImportWarningView: {
            /**
             * @description Kind of warning.
             * @example import.period-conflict
             */
            code: string;
            /**
             * @description How it was handled.
             * @example An end with ongoing = yes: imported as continued.
             */
            detail: string;
            /**
             * @description Column of the file.
             * @example Ongoing
             */
            field?: string;
        };
        IndicatorDto: {
            /**
             * @description Value before the practice.
             * @example 0
             */
            baseline?: number | null;
            /**
             * @description What is measured.
             * @example {
             *       "en": "courses offered"
             *     }
             */
            name: {
                [key: string]: string;
            };
            /**
             * @description Unit of both values.
             * @example courses
             */
            unit?: string | null;
            /**
             * @description Value reached.
             * @example 154
             */
            value?: number | null;
            /**
             * @description Year of the value.
             * @example 2012
             */
            year?: number | null;
        };
        InvitationDto: {
            /**
             * @description Institution of a reviewer without a member.
             * @example University of Exampleville
             */
            affiliation?: string | null;
            /**
             * Format: email
             * @description Address of the invited person, verified by the issuer. Deleted when the invitation is redeemed.
             * @example anna.example@tampere.example
             */
            email: string;
            /**
             * Format: date
             * @description Last day of the rights, in Europe/Brussels. Required for steering.
             * @example 2027-12-31
             */
            endsOn?: string | null;
            /**
             * @description Rights in addition to the roles; given by the operator. `voting`: casts the ballots of the member.
             * @example [
             *       "voting"
             *     ]
             */
            grants?: "voting"[] | null;
            /**
             * Format: uuid
             * @description Member to act for; required for member-editor. If a member-editor omits it, it is their own member.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            memberId?: string | null;
            /**
             * @description What the client or person may do.
             * @example [
             *       "member-editor"
             *     ]
             */
            roles: ("member-editor" | "reviewer" | "steering" | "official" | "admin")[];
        };
        InvitationMadeView: {
            /**
             * Format: date-time
             * @description When the invitation expires.
             * @example 2026-03-01T12:00:00.000Z
             */
            expiresAt: string;
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
        };
        InvitationView: {
            /**
             * @description Institution of a reviewer without a member.
             * @example University of Turku
             */
            affiliation: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-03-01T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: email
             * @description Only of an open invitation.
             * @example anna.example@tampere.example
             */
            email: string | null;
            /**
             * Format: date
             * @description Last day of the rights.
             * @example 2026-03-01
             */
            endsOn: string | null;
            /**
             * Format: date-time
             * @description When the invitation expires.
             * @example 2026-03-01T12:00:00.000Z
             */
            expiresAt: string;
            /**
             * @description Rights in addition to the roles.
             * @example [
             *       "voting"
             *     ]
             */
            grants: "voting"[];
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * Format: uuid
             * @description Principal that gave the rights.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            invitedBy: string;
            /**
             * Format: uuid
             * @description The member it acts for.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            memberId: string | null;
            /**
             * Format: uuid
             * @description Who redeemed it.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            personId: string | null;
            /**
             * Format: date-time
             * @description When it was redeemed.
             * @example 2026-03-01T12:00:00.000Z
             */
            redeemedAt: string | null;
            /**
             * @description Current roles; empty if all rights have ended.
             * @example [
             *       "member-editor"
             *     ]
             */
            roles: ("member-editor" | "reviewer" | "steering" | "official" | "admin")[];
            /**
             * @description Redeemed at the first sign-in with its address.
             * @example open
             * @enum {string}
             */
            state: "open" | "redeemed";
        };
        JobRedriveView: {
            /**
             * @description `queued`: it runs again, with all its attempts; `replaced`: a later one with its key already waits, so it was removed.
             * @example queued
             * @enum {string}
             */
            outcome: "queued" | "replaced";
        };
        JobView: {
            /**
             * @description Whose job.
             * @example gateway
             * @enum {string}
             */
            app: "gateway" | "practices" | "network" | "notifications";
            /**
             * @description Number of attempts.
             * @example 1
             */
            attempts: number;
            /**
             * @description The last failure: a code, or the safe part of the error. `process-ended`: its process ended three times.
             * @example EENVELOPE 550
             */
            error: string;
            /**
             * Format: date-time
             * @description Time of the last attempt.
             * @example 2026-03-01T12:00:00.000Z
             */
            failedAt: string;
            /**
             * @description `<app>:<uuid>`.
             * @example network:01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description What it does.
             * @example mail
             */
            kind: string;
        };
        JsonFeedItem: {
            /**
             * @description The same: the page tells the rest.
             * @example New: Language café
             */
            content_text: string;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-03-01T12:00:00.000Z
             */
            date_published: string;
            /**
             * @description Of the event.
             * @example urn:uuid:01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description Themes and countries.
             * @example [
             *       "language-training",
             *       "FI"
             *     ]
             */
            tags: string[];
            /**
             * @description What has happened.
             * @example New: Language café
             */
            title: string;
            /**
             * Format: uri
             * @description Page of what it is about.
             * @example https://network.example/en/practices/01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            url: string;
        };
        JsonFeedView: {
            /**
             * @description What it tells.
             * @example What is new in the registry.
             */
            description: string;
            /**
             * Format: uri
             * @description Its own address.
             * @example https://network.example/v1/feeds/practices.json
             */
            feed_url: string;
            /**
             * Format: uri
             * @description Page of the practices.
             * @example https://network.example/en/practices
             */
            home_page_url: string;
            /** @description Newest first. */
            items: components["schemas"]["JsonFeedItem"][];
            /**
             * @description Its language.
             * @example en
             */
            language: string;
            /**
             * @description Name of the feed.
             * @example Practices of cities and regions
             */
            title: string;
            /**
             * @description Version of JSON Feed.
             * @example https://jsonfeed.org/version/1.1
             * @enum {string}
             */
            version: "https://jsonfeed.org/version/1.1";
        };
        KeySetView: {
            /**
             * @description Ed25519 keys (RFC 7517).
             * @example [
             *       {
             *         "kty": "OKP",
             *         "crv": "Ed25519",
             *         "x": "…",
             *         "kid": "pA3…",
             *         "alg": "EdDSA",
             *         "use": "sig"
             *       }
             *     ]
             */
            keys: {
                [key: string]: unknown;
            }[];
        };
        LabelExplanationView: {
            /** @description The assessments that count. */
            assessments: components["schemas"]["CountedAssessmentView"][];
            /**
             * @description Number of persons whose assessments count.
             * @example 2
             */
            assessors: number;
            /** @description Medians by criterion; null if there are fewer assessors than the rule requires, so that nobody’s scores can be inferred. */
            medians?: {
                /**
                 * @description Null if there are fewer assessors than the rule requires.
                 * @example 4.5
                 */
                effectiveness: number | null;
                /**
                 * @description Null if there are fewer assessors than the rule requires.
                 * @example 4.5
                 */
                efficiency: number | null;
                /**
                 * @description Null if there are fewer assessors than the rule requires.
                 * @example 4.5
                 */
                impactAndAddedValue: number | null;
                /**
                 * @description Null if there are fewer assessors than the rule requires.
                 * @example 4.5
                 */
                relevance: number | null;
                /**
                 * @description Null if there are fewer assessors than the rule requires.
                 * @example 4.5
                 */
                sustainability: number | null;
            };
            /**
             * @description What is missing: only that there are too few assessors, or else the criteria whose median is too low.
             * @example [
             *       "assessors"
             *     ]
             */
            missing: ("assessors" | "relevance" | "efficiency" | "effectiveness" | "impactAndAddedValue" | "sustainability")[];
            /**
             * @description The rule in words.
             * @example At least two assessments, and a median of 4 on every criterion.
             */
            rule: string;
        };
        LabelView: {
            /**
             * @description Whether it is a good practice.
             * @example true
             */
            awarded: boolean;
            /** @description Basis of the decision. */
            explanation: components["schemas"]["LabelExplanationView"];
            /**
             * Format: date-time
             * @description Null if not currently awarded.
             * @example 2026-03-01T12:00:00.000Z
             */
            since: string | null;
        };
        /**
         * @description A closed list; GET /v1/vocabularies has the labels.
         * @enum {string}
         */
        Language: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu";
        LastErrorView: {
            /**
             * Format: date-time
             * @description When the call failed.
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description A code for a program.
             * @example webhook.timeout
             */
            code: string;
            /**
             * @description A sentence for the owner; contains nothing that the receiver sent.
             * @example The receiver did not send a complete response within 15000 ms.
             */
            detail: string;
        };
        /**
         * @description A closed list; GET /v1/vocabularies has the labels.
         * @enum {string}
         */
        Licence: "CC0-1.0" | "CC-BY-4.0" | "CC-BY-SA-4.0" | "CC-BY-ND-4.0" | "CC-BY-NC-4.0" | "CC-BY-NC-SA-4.0" | "CC-BY-NC-ND-4.0" | "EUPL-1.2" | "ODC-By-1.0" | "ODbL-1.0" | "PDDL-1.0" | "DL-DE-BY-2.0" | "etalab-2.0" | "OGL-UK-3.0";
        LiftedView: {
            /**
             * @description What was done.
             * @example lifted
             * @enum {string}
             */
            outcome: "lifted";
        };
        LinkDto: {
            /**
             * @description What is found there.
             * @example Final report
             */
            label?: string | null;
            /**
             * Format: uri
             * @description Address (http or https).
             * @example https://example.org/
             */
            url: string;
        };
        ListedPracticeView: {
            adoptions: components["schemas"]["AdoptionsView"];
            /** @description In a queue: who looks after it, for the steering committee; absent: nobody. */
            caretaker?: components["schemas"]["CaretakerView"];
            /** @description Changes to the working version requested by the secretariat, for its owner and the steering committee. */
            changeRequest?: components["schemas"]["RequestedChangeView"][];
            completeness: components["schemas"]["CompletenessView"];
            /** @description Contacts without consent are shown only to owner and steering committee. If read in a language, each prose field is one text. */
            factSheet: components["schemas"]["FactSheetDto"] | components["schemas"]["LocalisedFactSheetView"];
            /** @description With `highlight=true`: what the search found, the title first, then up to three other texts and three names of codes. */
            highlights?: components["schemas"]["HighlightView"][];
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /** @description Whether peers consider it a good practice, and why. */
            label: components["schemas"]["LabelView"];
            /** @description Present while it is merged into another practice. */
            merger?: components["schemas"]["MergerView"];
            /** @description Present if its source has replaced an editor’s content. For owner and steering committee, until somebody changes or publishes the version. */
            overwritten?: components["schemas"]["OverwritingView"];
            /**
             * Format: uuid
             * @description Null if it belongs to the secretariat or was harvested.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            ownerMemberId: string | null;
            /**
             * @description Name of the owner. Null without an owner, and while its name is not yet known here.
             * @example City of Tampere
             */
            ownerName: string | null;
            provenance: components["schemas"]["ProvenanceView"];
            /**
             * Format: date-time
             * @description First publication.
             * @example 2026-03-01T12:00:00.000Z
             */
            publishedAt: string | null;
            /**
             * @description State of the version shown here.
             * @example draft
             * @enum {string}
             */
            status: "draft" | "submitted" | "changes-requested" | "published" | "merged" | "withdrawn";
            /**
             * Format: date-time
             * @description Since when the version shown has waited for the secretariat, for its owner and the steering committee.
             * @example 2026-03-01T12:00:00.000Z
             */
            submittedAt?: string;
            /**
             * Format: date-time
             * @description Last change of the version shown here.
             * @example 2026-03-01T12:00:00.000Z
             */
            updatedAt: string;
            /**
             * @description Number of the version shown here.
             * @example 1
             */
            version: number;
        };
        LocalisedBeneficiariesView: {
            /**
             * @description How many.
             * @example 1800
             */
            count?: number;
            /** @description What is counted. */
            counted?: components["schemas"]["LocalisedTextView"];
            /**
             * @description The number is an estimate.
             * @example true
             */
            estimate?: boolean;
        };
        LocalisedEvaluationView: {
            /**
             * @description Whether it was evaluated.
             * @example planned
             */
            conducted?: components["schemas"]["EvaluationConducted"];
            /**
             * @description Kind of evaluation.
             * @example external
             */
            kind?: components["schemas"]["EvaluationKind"];
            /** @description What the evaluation found. */
            summary?: components["schemas"]["LocalisedTextView"];
            /**
             * Format: uri
             * @description Where the evaluation can be read.
             * @example https://example.org/evaluation.pdf
             */
            url?: string;
        };
        LocalisedFactSheetView: {
            /** @description Main activities. */
            activities?: components["schemas"]["LocalisedTextView"];
            /**
             * @description Aims (study, Table 3.10).
             * @example [
             *       "education"
             *     ]
             */
            aims?: components["schemas"]["Aim"][];
            /** @description Assistance given. */
            assistance?: components["schemas"]["LocalisedTextView"];
            /**
             * @description Numbers of the Common Basic Principles of integration policy that it addresses.
             * @example [
             *       4,
             *       5
             *     ]
             */
            basicPrinciples?: (1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11)[];
            /** @description How many were reached. */
            beneficiaries?: components["schemas"]["LocalisedBeneficiariesView"];
            /** @description Policy challenges. */
            challenges?: components["schemas"]["LocalisedTextView"];
            /** @description Contacts. Personal data, shown only with consent. */
            contacts?: components["schemas"]["ContactDto"][];
            /** @description Introduction and context. */
            context?: components["schemas"]["LocalisedTextView"];
            /**
             * @description Countries (ISO 3166-1 alpha-2); none when EU-wide.
             * @example [
             *       "IT"
             *     ]
             */
            countries?: components["schemas"]["Country"][];
            /**
             * @description Dimensions of integration; the first is the primary one.
             * @example [
             *       "legal-political",
             *       "cultural"
             *     ]
             */
            dimensions?: components["schemas"]["Dimension"][];
            /** @description How it was evaluated. */
            evaluation?: components["schemas"]["LocalisedEvaluationView"];
            /** @description How it is funded. */
            funding?: components["schemas"]["FundingDto"];
            /** @description Measured outcomes. */
            indicators?: components["schemas"]["LocalisedIndicatorView"][];
            /** @description Lessons for others. */
            lessons?: components["schemas"]["LocalisedTextView"];
            /**
             * @description Licence of the text (SPDX identifier).
             * @example CC-BY-4.0
             */
            licence?: components["schemas"]["Licence"];
            /** @description Pages and files about it. */
            links?: components["schemas"]["LinkDto"][];
            /** @description The national programme it belongs to. */
            nationalProgramme?: components["schemas"]["NationalProgrammeDto"];
            /** @description Anything else. */
            notes?: components["schemas"]["LocalisedTextView"];
            /** @description Objectives. */
            objectives?: components["schemas"]["LocalisedTextView"];
            /**
             * @description How far the objectives were achieved.
             * @example partially
             */
            objectivesAchieved?: components["schemas"]["ObjectivesAchieved"];
            /** @description The organiser of the practice. */
            organiser?: components["schemas"]["OrganiserDto"];
            /**
             * @description Original language (ISO 639-1) of the fact sheet.
             * @example it
             */
            originalLanguage: components["schemas"]["Language"];
            /** @description Outcomes. */
            outcomes?: components["schemas"]["LocalisedTextView"];
            /** @description Who takes part. */
            partners?: components["schemas"]["PartnerDto"][];
            /** @description When the practice ran. */
            period?: components["schemas"]["PeriodDto"];
            /** @description Where the practice takes place. */
            place?: components["schemas"]["PlaceDto"];
            /** @description Type of project, in your own words. */
            projectType?: components["schemas"]["LocalisedTextView"];
            /**
             * @description Range of the practice.
             * @example regional-municipal
             */
            range?: components["schemas"]["Range"];
            /** @description Relations to national initiatives and other partners. */
            relations?: components["schemas"]["LocalisedTextView"];
            /**
             * @description Whether it was replicated elsewhere.
             * @example scope
             */
            replicated?: components["schemas"]["Replicated"];
            /** @description Scope for replication. */
            replicationScope?: components["schemas"]["LocalisedTextView"];
            /** @description Training of staff. */
            staffTraining?: components["schemas"]["LocalisedTextView"];
            /**
             * @description Target groups.
             * @example [
             *       "women",
             *       "job-seekers"
             *     ]
             */
            targetGroups?: components["schemas"]["TargetGroup"][];
            /**
             * @description Themes.
             * @example [
             *       "language-training"
             *     ]
             */
            themes?: components["schemas"]["Theme"][];
            /** @description Title. */
            title: components["schemas"]["LocalisedTextView"];
        };
        LocalisedIndicatorView: {
            /**
             * @description Value before the practice.
             * @example 0
             */
            baseline?: number;
            /** @description What is measured. */
            name: components["schemas"]["LocalisedTextView"];
            /**
             * @description Unit of both values.
             * @example courses
             */
            unit?: string;
            /**
             * @description Value reached.
             * @example 154
             */
            value?: number;
            /**
             * @description Year of the value.
             * @example 2012
             */
            year?: number;
        };
        LocalisedTextView: {
            /**
             * @description Two-letter code.
             * @example aa
             * @enum {string}
             */
            lang: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu";
            /**
             * @description Whether the source text has changed since.
             * @example false
             */
            stale: boolean;
            /**
             * @description In that language.
             * @example Leben in Italien
             */
            text: string;
            /**
             * @description `none`: the text of the fact sheet itself.
             * @example none
             * @enum {string}
             */
            translation: "none" | "human" | "machine";
        };
        MatchView: {
            /**
             * @description 1 if they have a country in common.
             * @example 1
             */
            country?: number;
            /**
             * @description Similarity of the organisers’ names.
             * @example 1
             */
            organiser?: number;
            /**
             * @description 1 if their periods have a year in common.
             * @example 1
             */
            period?: number;
            /**
             * @description Similarity of the titles, in any language.
             * @example 0.92
             */
            title: number;
        };
        MembershipApplicationDto: {
            /**
             * @description The contact agrees that the network stores these data.
             * @example true
             * @constant
             * @enum {boolean}
             */
            consent: true;
            /** @description Contact for questions of the secretariat. Shown only to the steering committee. */
            contact: components["schemas"]["ApplicationContactDto"];
            /**
             * @description ISO 3166-1 alpha-2
             * @example FI
             * @enum {string}
             */
            country: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
            /**
             * @description Kind of member.
             * @example municipality
             * @enum {string}
             */
            kind: "municipality" | "province" | "region" | "association" | "ngo" | "research" | "national-contact-point" | "eu-institution";
            /**
             * @description Name of the authority.
             * @example City of Tampere
             */
            name: string;
            /**
             * @description NUTS code of the place, in the country.
             * @example FI197
             */
            nutsCode?: string | null;
            /**
             * @description City, region or area.
             * @example Tampere
             */
            place?: string | null;
            /**
             * Format: uri
             * @description Address of its website (http or https).
             * @example https://www.tampere.fi
             */
            website?: string | null;
        };
        MembershipChangeDto: {
            /**
             * Format: date
             * @description Day from which it takes effect, in Brussels; default: today.
             * @example 2026-03-01
             */
            effectiveOn?: string | null;
            /**
             * @description The reason; kept in the history of the membership.
             * @example The fees for two years are unpaid.
             */
            reason: string;
        };
        MembershipDecisionView: {
            /**
             * @description `admit`: an application was approved · `reject`: an application was rejected
             * @example admit
             * @enum {string}
             */
            act: "admit" | "reject" | "suspend" | "reinstate" | "end";
            /**
             * Format: uuid
             * @description The application that was rejected.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            applicationId: string | null;
            /**
             * Format: date-time
             * @description When it was recorded.
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description Id of the principal.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            by: string;
            /**
             * Format: date
             * @description Day from which it applies, in Brussels; null for a rejection.
             * @example 2026-03-01
             */
            effectiveOn: string | null;
            /**
             * Format: uuid
             * @description The member; null for a rejection.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            memberId: string | null;
            /**
             * @description Name of the authority.
             * @example City of Tampere
             */
            name: string;
            /**
             * @description Why.
             * @example The fees for two years are unpaid.
             */
            reason: string | null;
        };
        MembershipStepView: {
            /**
             * Format: date-time
             * @description When it was recorded.
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description Id of the principal.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            by: string;
            /**
             * Format: date
             * @description Day from which it applies, in Brussels.
             * @example 2026-03-01
             */
            effectiveOn: string;
            /**
             * @description Why.
             * @example The fees for two years are unpaid.
             */
            reason: string;
            /**
             * @description State from then on.
             * @example approved
             * @enum {string}
             */
            status: "approved" | "suspended" | "ended";
        };
        MemberView: {
            /**
             * @description ISO 3166-1 alpha-2
             * @example FI
             */
            country: string;
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description Kind of member.
             * @example municipality
             * @enum {string}
             */
            kind: "municipality" | "province" | "region" | "association" | "ngo" | "research" | "national-contact-point" | "eu-institution";
            /**
             * @description Name of the authority or institution.
             * @example City of Tampere
             */
            name: string;
            /**
             * @description Code of the region (NUTS).
             * @example FI197
             */
            nutsCode: string | null;
            /**
             * @description City, region or area.
             * @example Tampere
             */
            place: string | null;
            /**
             * Format: date
             * @description Day of the admission.
             * @example 2026-03-01
             */
            since: string;
            /**
             * @description State of the membership.
             * @example approved
             * @enum {string}
             */
            status: "approved" | "suspended" | "ended";
            /**
             * @description Its website.
             * @example https://www.tampere.fi
             */
            website: string | null;
        };
        MergedPracticeView: {
            /**
             * @description Its versions, which stay readable; its only one, if it was never published.
             * @example /v1/practices/01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11/versions
             */
            href: string;
            /**
             * Format: uuid
             * @description Id of the merged practice.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * Format: date-time
             * @description When it was merged.
             * @example 2026-03-01T12:00:00.000Z
             */
            mergedAt: string;
            /**
             * @description Its title, by language.
             * @example {
             *       "en": "Language café"
             *     }
             */
            title: {
                [key: string]: string;
            };
        };
        MergerDto: {
            /**
             * Format: uuid
             * @description The practice that remains.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            into: string;
            /**
             * @description The reason; shown to everyone who requests the practice.
             * @example The project was never carried out.
             */
            reason: string;
        };
        MergerView: {
            /**
             * Format: uuid
             * @description The practice that is the same, and remains.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            into: string;
            /**
             * Format: date-time
             * @description When.
             * @example 2026-03-01T12:00:00.000Z
             */
            mergedAt: string;
            /**
             * @description Why.
             * @example The same café, sent by both partners.
             */
            reason: string;
        };
        MeView: {
            /**
             * @description Institution of a reviewer without a member.
             * @example University of Turku
             */
            affiliation: string | null;
            /**
             * @description Rights in addition to the roles.
             * @example [
             *       "voting"
             *     ]
             */
            grants: "voting"[];
            /**
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description Kind of caller.
             * @example client
             * @enum {string}
             */
            kind: "client" | "person";
            /**
             * Format: uuid
             * @description The member it acts for.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            memberId: string | null;
            /**
             * @description Name of the client or person.
             * @example Registry of the City of Tampere
             */
            name: string;
            /**
             * @description Current roles; empty if all rights have ended.
             * @example [
             *       "member-editor"
             *     ]
             */
            roles: ("member-editor" | "reviewer" | "steering" | "official" | "admin")[];
            /**
             * @description Apps that did not respond; what waits there is missing.
             * @example []
             */
            unavailable: string[];
            /** @description What waits for the caller to act: what is due first, then what has waited longest. */
            waiting: components["schemas"]["DueView"][];
        };
        MissingFieldView: {
            /**
             * @description What to enter there.
             * @example Publication requires an aim.
             */
            detail: string;
            /**
             * @description JSON Pointer of the field.
             * @example /aims
             */
            pointer: string;
        };
        NationalProgrammeDto: {
            /**
             * @description Name of the programme.
             * @example National integration programme
             */
            name?: string | null;
            /**
             * @description The practice is part of a national programme.
             * @example true
             */
            part?: boolean | null;
        };
        NewSecretView: {
            /**
             * @description Sent with the secret to get a token.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            clientId: string;
            /**
             * @description Shown only once.
             * @example Zk9wQ2Yt…
             */
            clientSecret: string;
        };
        /**
         * @description A closed list; GET /v1/vocabularies has the labels.
         * @enum {string}
         */
        ObjectivesAchieved: "completely" | "partially" | "not-at-all" | "too-early";
        OneClickDto: {
            /**
             * @description As RFC 8058 has it.
             * @example One-Click
             * @enum {string|null}
             */
            "List-Unsubscribe"?: "One-Click" | null;
        };
        OpenApiView: {
            /**
             * @description Version of OpenAPI.
             * @example 3.1.0
             */
            openapi: string;
        };
        OptionalReasonDto: {
            /**
             * @description The reason; kept with the version.
             * @example New figures of 2026.
             */
            reason?: string | null;
        };
        OrganiserDto: {
            /**
             * @description Kind of organisation.
             * @example region
             */
            kind?: components["schemas"]["OrganiserKind"] | null;
            /**
             * @description Name of the organisation.
             * @example Regione Lombardia
             */
            name?: string | null;
        };
        /**
         * @description Kind of organisation.
         * @enum {string}
         */
        OrganiserKind: "city" | "region" | "province" | "national-authority" | "ngo" | "university" | "agency" | "company" | "other";
        OutboxesView: {
            /** @description One per app. */
            items: components["schemas"]["OutboxView"][];
            /**
             * @description Apps that did not respond; what they hold is missing.
             * @example []
             */
            unavailable: string[];
        };
        OutboxView: {
            /**
             * @description Whose outbox.
             * @example gateway
             * @enum {string}
             */
            app: "gateway" | "practices" | "network" | "notifications";
            /**
             * @description Events that are committed but not yet sent.
             * @example 1
             */
            depth: number;
            /** @description How far its consumer groups are behind. */
            groups: components["schemas"]["GroupLagView"][];
            /** @description Parts of the outbox that a relay holds. */
            leases: components["schemas"]["ShardLeaseView"][];
            /**
             * @description Age of the oldest one in seconds; 0 if there is none.
             * @example 0.4
             */
            oldestAgeSeconds: number;
        };
        OverwritingView: {
            /**
             * Format: date-time
             * @description When.
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description Id of the principal.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            by: string;
            /** @description The last change by a person that was overwritten. */
            edit: components["schemas"]["EditView"];
            /**
             * @description JSON Pointers to the changed fields, at most 50.
             * @example [
             *       "/title/en"
             *     ]
             */
            pointers: string[];
        };
        OverwroteView: {
            /**
             * Format: date-time
             * @description When.
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description Id of the principal who had written it.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            by: string;
            /**
             * @description JSON Pointers into the fact sheet to what has changed, at most 50.
             * @example [
             *       "/title/en"
             *     ]
             */
            pointers: string[];
        };
        OwnSubscriptionChangeDto: {
            /** @description Of a webhook: who is told by mail how its receiver fares. `null` removes the contact. */
            contact?: components["schemas"]["WebhookContactDto"] | null;
            /** @description What to send from now on. */
            filter?: components["schemas"]["FilterDto"] | null;
            /**
             * @description How often events are sent. A webhook receives each at once; mails come at once, or at 7 in the morning of each day, Monday, or first day of a quarter.
             * @example immediate
             * @enum {string|null}
             */
            frequency?: "immediate" | "daily" | "weekly" | "quarterly" | null;
            /**
             * @description Your language, for mails. It has no effect on webhooks, since events contain every language.
             * @example aa
             * @enum {string|null}
             */
            language?: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu" | null;
            /**
             * Format: uri
             * @description Of a webhook: where to deliver from now on. The subscription is pending until the receiver there has returned the challenge, and what waits is sent there.
             * @example https://city.example/new-events
             */
            url?: string | null;
            /**
             * @description Your time zone (IANA), for mails: their days begin there. Default: that of Brussels.
             * @example Europe/Helsinki
             */
            zone?: string | null;
        };
        PartnerDto: {
            /**
             * @description Kind of partner.
             * @example migrant-associations
             */
            kind?: components["schemas"]["PartnerKind"] | null;
            /**
             * Format: uuid
             * @description Id of the partner as a member of the network.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            memberId?: string | null;
            /**
             * @description Name of the partner.
             * @example Association of Migrant Women
             */
            name?: string | null;
        };
        /**
         * @description Kind of partner.
         * @enum {string}
         */
        PartnerKind: "migrant-associations" | "ngos" | "employers-trade-unions" | "public-authorities" | "academia" | "other";
        PeriodDto: {
            /**
             * @description The project has ended and continues as a regular programme.
             * @example true
             */
            continuedAsProgramme?: boolean | null;
            /**
             * @description Last year, month or day. Not together with `ongoing: true`.
             * @example 2013
             */
            end?: string | null;
            /**
             * @description The practice is still running.
             * @example true
             */
            ongoing?: boolean | null;
            /**
             * @description First year, month or day.
             * @example 2011
             */
            start?: string | null;
        };
        PersonView: {
            /**
             * @description Institution of a reviewer without a member.
             * @example University of Turku
             */
            affiliation: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-03-01T12:00:00.000Z
             */
            createdAt: string;
            /**
             * @description Rights in addition to the roles.
             * @example [
             *       "voting"
             *     ]
             */
            grants: "voting"[];
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * Format: uuid
             * @description The member it acts for.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            memberId: string | null;
            /**
             * @description As stated by the issuer at the last sign-in.
             * @example Anna Example
             */
            name: string;
            /**
             * @description Current roles; empty if all rights have ended.
             * @example [
             *       "member-editor"
             *     ]
             */
            roles: ("member-editor" | "reviewer" | "steering" | "official" | "admin")[];
            /**
             * Format: date-time
             * @description The last sign-in.
             * @example 2026-03-01T12:00:00.000Z
             */
            signedInAt: string;
        };
        PlaceDto: {
            /**
             * @description Latitude in degrees (WGS 84); together with the longitude.
             * @example 45.47
             */
            latitude?: number | null;
            /**
             * @description Longitude in degrees (WGS 84); together with the latitude.
             * @example 9.19
             */
            longitude?: number | null;
            /**
             * @description Name of the city, region or area.
             * @example Lombardia
             */
            name?: string | null;
            /**
             * @description Code of the region in the Nomenclature of Territorial Units for Statistics (NUTS) of 2024, or a former one; in one of the countries, if there are any.
             * @example ITC4
             */
            nutsCode?: string | null;
        };
        PlaceView: {
            /**
             * @description Rows, letters or files.
             * @example 2
             */
            count: number;
            /**
             * @description Table of an app, or another place.
             * @example practices.practice_contact
             */
            place: string;
        };
        PointView: {
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description Degrees north (WGS 84).
             * @example 45.47
             */
            latitude: number;
            /**
             * @description Degrees east (WGS 84).
             * @example 9.19
             */
            longitude: number;
            /**
             * @description Name of the place.
             * @example Lombardia
             */
            place: string;
            /**
             * @description In every language that it has.
             * @example {
             *       "it": "Vivere in Italia",
             *       "en": "Live in Italy"
             *     }
             */
            title: {
                [key: string]: string;
            };
        };
        PracticeIdView: {
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * Format: date-time
             * @description Last change of the published version.
             * @example 2026-03-01T12:00:00.000Z
             */
            updatedAt: string;
        };
        PracticeView: {
            adoptions: components["schemas"]["AdoptionsView"];
            /** @description Changes to the working version requested by the secretariat, for its owner and the steering committee. */
            changeRequest?: components["schemas"]["RequestedChangeView"][];
            completeness: components["schemas"]["CompletenessView"];
            /** @description Contacts without consent are shown only to owner and steering committee. If read in a language, each prose field is one text. */
            factSheet: components["schemas"]["FactSheetDto"] | components["schemas"]["LocalisedFactSheetView"];
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /** @description Whether peers consider it a good practice, and why. */
            label: components["schemas"]["LabelView"];
            /** @description Present while it is merged into another practice. */
            merger?: components["schemas"]["MergerView"];
            /** @description Present if its source has replaced an editor’s content. For owner and steering committee, until somebody changes or publishes the version. */
            overwritten?: components["schemas"]["OverwritingView"];
            /**
             * Format: uuid
             * @description Null if it belongs to the secretariat or was harvested.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            ownerMemberId: string | null;
            /**
             * @description Name of the owner. Null without an owner, and while its name is not yet known here.
             * @example City of Tampere
             */
            ownerName: string | null;
            provenance: components["schemas"]["ProvenanceView"];
            /**
             * Format: date-time
             * @description First publication.
             * @example 2026-03-01T12:00:00.000Z
             */
            publishedAt: string | null;
            /**
             * @description State of the version shown here.
             * @example draft
             * @enum {string}
             */
            status: "draft" | "submitted" | "changes-requested" | "published" | "merged" | "withdrawn";
            /**
             * Format: date-time
             * @description Since when the version shown has waited for the secretariat, for its owner and the steering committee.
             * @example 2026-03-01T12:00:00.000Z
             */
            submittedAt?: string;
            /**
             * Format: date-time
             * @description Last change of the version shown here.
             * @example 2026-03-01T12:00:00.000Z
             */
            updatedAt: string;
            /**
             * @description Number of the version shown here.
             * @example 1
             */
            version: number;
        };
        PreviewDto: {
            /** @description As in a subscription. */
            filter: components["schemas"]["FilterDto"];
            /**
             * @description How often events are sent. A webhook receives each at once; mails come at once, or at 7 in the morning of each day, Monday, or first day of a quarter.
             * @example immediate
             * @enum {string}
             */
            frequency: "immediate" | "daily" | "weekly" | "quarterly";
            /**
             * @description Your time zone (IANA), for mails: their days begin there. Default: that of Brussels.
             * @example Europe/Helsinki
             */
            zone?: string | null;
        };
        PreviewEventView: {
            /**
             * @description The name of a member.
             * @example City of Tampere
             */
            name: string | null;
            /**
             * Format: uuid
             * @description What it happened to.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            subject: string;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-03-01T12:00:00.000Z
             */
            time: string;
            /**
             * @description The title of a practice, by language.
             * @example {
             *       "en": "Language café in libraries"
             *     }
             */
            title: {
                [key: string]: string;
            } | null;
            /**
             * @description What happened.
             * @example eu.lra-network.practice.published.v1
             */
            type: string;
        };
        PreviewView: {
            /**
             * @description Events that pass the filter, counted up to 1000.
             * @example 12
             */
            events: number;
            /** @description What happened last, at most 5 things, each once. */
            latest: components["schemas"]["PreviewEventView"][];
            /**
             * @description Mails in which they would have come.
             * @example 4
             */
            mails: number;
            /**
             * Format: date-time
             * @description From when on events are counted.
             * @example 2026-03-01T12:00:00.000Z
             */
            since: string;
        };
        PrincipalNameView: {
            /**
             * Format: uuid
             * @description As in `by` of a history and `assigneeId` of a task.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description Whether it is a program or a person.
             * @example client
             * @enum {string}
             */
            kind: "client" | "person";
            /**
             * @description Name of the client or person.
             * @example Anna Example
             */
            name: string;
        };
        /** @description What went wrong (RFC 9457). Some codes have additional members. */
        Problem: {
            /**
             * @description Stable code of the failure.
             * @example request.not-valid
             */
            code: string;
            /**
             * @description What happened and how to fix it.
             * @example /limit: limit must not be greater than 100
             */
            detail: string;
            /** @description The invalid places of the request. */
            errors?: {
                /**
                 * @description What is wrong there.
                 * @example max
                 */
                code: string;
                /**
                 * @description How to fix it.
                 * @example limit must not be greater than 100
                 */
                detail: string;
                /**
                 * @description JSON Pointer into the body, or `/name` of a parameter.
                 * @example /limit
                 */
                pointer: string;
            }[];
            /**
             * @description The HTTP status.
             * @example 422
             */
            status: number;
            /**
             * @description The kind of failure.
             * @example Not valid
             */
            title: string;
            /**
             * @description Id of the request in the logs.
             * @example 4bf92f3577b34da6a3ce929d0e0e4736
             */
            traceId: string;
            /**
             * Format: uri
             * @description The code as a URI.
             * @example urn:lra-network:problem:request.not-valid
             */
            type: string;
        };
        ProvenanceView: {
            /**
             * @description Id of the practice in that source.
             * @example cs-01
             */
            externalId?: string;
            /**
             * Format: uuid
             * @description Import that created it or changed it last.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            importId?: string;
            /**
             * @description How the practice was added.
             * @example direct
             * @enum {string}
             */
            kind: "direct" | "import" | "federation";
            /**
             * @description Licence of its text (SPDX).
             * @example CC0-1.0
             * @enum {string}
             */
            licence?: "CC0-1.0" | "CC-BY-4.0" | "CC-BY-SA-4.0" | "CC-BY-ND-4.0" | "CC-BY-NC-4.0" | "CC-BY-NC-SA-4.0" | "CC-BY-NC-ND-4.0" | "EUPL-1.2" | "ODC-By-1.0" | "ODbL-1.0" | "PDDL-1.0" | "DL-DE-BY-2.0" | "etalab-2.0" | "OGL-UK-3.0";
            /**
             * @description Version of that profile.
             * @example 1
             */
            mappingVersion?: number;
            /**
             * @description Profile by which its file was read.
             * @example case-studies
             */
            profile?: string;
            /**
             * Format: date-time
             * @description When it was first added.
             * @example 2026-03-01T12:00:00.000Z
             */
            receivedAt: string;
            /**
             * Format: date-time
             * @description When it was read from that source.
             * @example 2026-03-01T12:00:00.000Z
             */
            retrievedAt?: string;
            /**
             * @description Source of the practice, one of its owner’s.
             * @example case-studies
             */
            source?: string;
            /**
             * @description Its address at the source.
             * @example https://city.example/practices/7
             */
            sourceUrl?: string;
        };
        QuestionAcceptedView: {
            /**
             * @description It is sent by mail within minutes.
             * @example queued
             * @enum {string}
             */
            state: "queued";
        };
        QuestionDto: {
            /**
             * @description The asker agrees that these data are passed on.
             * @example true
             * @constant
             * @enum {boolean}
             */
            consent: true;
            /**
             * Format: email
             * @description Where the answer goes.
             * @example integration@city.example
             */
            email: string;
            /**
             * @description Who asks; told to the recipient.
             * @example Aino Virtanen, City of Tampere
             */
            name: string;
            /**
             * @description Plain text.
             * @example How many volunteers does one evening take?
             */
            question: string;
        };
        /**
         * @description A closed list; GET /v1/vocabularies has the labels.
         * @enum {string}
         */
        Range: "regional-municipal" | "national" | "eu-international";
        RebuildDto: {
            /**
             * @description The group, `<app>.<name>`.
             * @example practices.members
             */
            group: string;
        };
        RebuildView: {
            /**
             * @description Things whose state was new to the group.
             * @example 1
             */
            applied: number;
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-03-01T12:00:00.000Z
             */
            createdAt: string;
            /**
             * @description The first reason of a failure.
             * @example The owner does not respond.
             */
            detail: string | null;
            /**
             * @description Waiting events and dead letters that the current state replaced.
             * @example 1
             */
            discarded: number;
            /**
             * @description Things whose state the group refused.
             * @example 1
             */
            failed: number;
            /**
             * Format: date-time
             * @description When it ended.
             * @example 2026-03-01T12:00:00.000Z
             */
            finishedAt: string | null;
            /**
             * @description The consumer group.
             * @example practices.members
             */
            group: string;
            /**
             * @description `<app>:<uuid>`.
             * @example practices:01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description Things looked at.
             * @example 1
             */
            processed: number;
            /**
             * @description Its progress.
             * @example running
             * @enum {string}
             */
            state: "running" | "done" | "failed";
            /**
             * @description Things in all.
             * @example 1
             */
            total: number | null;
        };
        RecoveryDto: {
            /**
             * Format: date-time
             * @description Time from which to include missed events: given up, or published while the subscription had failed. Default: only what is waiting.
             * @example 2026-03-01T12:00:00.000Z
             */
            since?: string | null;
        };
        RedriveView: {
            /**
             * @description Why it failed.
             * @example The database does not respond.
             */
            detail?: string;
            /**
             * @description `applied`: it took effect, and the events behind it follow; `failed`: it waits as before; `duplicate`: the stream was already past it, so it was removed; `waiting`: it waits for an earlier event.
             * @example applied
             * @enum {string}
             */
            outcome: "applied" | "failed" | "duplicate" | "waiting";
        };
        /**
         * @description A closed list; GET /v1/vocabularies has the labels.
         * @enum {string}
         */
        Replicated: "yes" | "no" | "scope" | "unknown";
        ReportTakenView: {
            /**
             * @description `suppressed`: nothing more is sent to the address. `noted`: the failure is a temporary one. `ended`: its reader complained, and the subscription is deleted. `unchanged`: the report was known, out of date, or tells of no failure.
             * @example suppressed
             * @enum {string}
             */
            outcome: "suppressed" | "noted" | "ended" | "unchanged";
        };
        RequestAnswerDto: {
            /**
             * @description Why nothing was changed, or where to look.
             * @example There is no English text.
             */
            answer: string;
        };
        RequestedChangeDto: {
            /**
             * @description The requested change.
             * @example State the intended result.
             */
            comment: string;
            /**
             * @description JSON Pointer to a place in the fact sheet; empty for the whole.
             * @example /objectives/en
             */
            pointer: string;
        };
        RequestedChangeView: {
            /**
             * @description The owner’s answer; absent if the answer was a change of the fact sheet.
             * @example There is no English text.
             */
            answer?: string;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-03-01T12:00:00.000Z
             */
            answeredAt?: string;
            /**
             * @description The requested change.
             * @example State the intended result.
             */
            comment: string;
            /**
             * @description Number of the request, needed to answer it.
             * @example 1
             */
            number: number;
            /**
             * @description JSON Pointer to a place in the fact sheet; empty for the whole.
             * @example /objectives/en
             */
            pointer: string;
            /**
             * Format: date-time
             * @description When it was requested.
             * @example 2026-03-01T12:00:00.000Z
             */
            requestedAt: string;
            /**
             * @description Whether the owner has answered or changed something.
             * @example open
             * @enum {string}
             */
            state: "open" | "answered";
        };
        ResultTextDto: {
            /**
             * @description `id` of the text as it was sent.
             * @example /title
             */
            id: string;
            /**
             * @description In the wanted language.
             * @example Leben in Italien
             */
            text: string;
        };
        SavedQueryDto: {
            /**
             * @description Aims.
             * @example [
             *       "education"
             *     ]
             */
            aim?: ("employment" | "training" | "education" | "social-integration" | "cultural" | "health" | "legal-political" | "other" | "not-stated")[] | null;
            /**
             * @description Conditions that must all hold besides, each as `parameter:code`: with `aim=employment`, `also=aim:training` finds practices that have both aims.
             * @example [
             *       "aim:training"
             *     ]
             */
            also?: string[] | null;
            /**
             * @description Practices that have a value for each of these.
             * @example [
             *       "aim"
             *     ]
             */
            answered?: ("country" | "dimension" | "theme" | "aim" | "targetGroup" | "fundingSource" | "range" | "organiserKind" | "partnerKind" | "evaluation" | "replicated" | "basicPrinciple" | "label" | "endDate")[] | null;
            /**
             * @description `me`: published practices that you have assessed.
             * @example me
             * @enum {string|null}
             */
            assessedBy?: "me" | null;
            /**
             * @description Practices on which this principal has a task: `me`, or, for the steering committee, any id, or `nobody` for those that nobody looks after.
             * @example me
             */
            assignedTo?: string | null;
            /**
             * @description Common Basic Principles, by number.
             * @example [
             *       "4"
             *     ]
             */
            basicPrinciple?: ("1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "not-stated")[] | null;
            /**
             * @description Beneficiaries, at least.
             * @example 1
             */
            beneficiariesFrom?: number | null;
            /**
             * @description Beneficiaries, at most.
             * @example 1
             */
            beneficiariesTo?: number | null;
            /**
             * @description Largest amount in euros, whatever it covers, at least.
             * @example 1
             */
            budgetFrom?: number | null;
            /**
             * @description Largest amount in euros, whatever it covers, at most.
             * @example 1
             */
            budgetTo?: number | null;
            /**
             * @description Whether the fact sheet has everything that publication requires.
             * @example true
             */
            complete?: boolean | null;
            /**
             * @description Countries (ISO 3166-1 alpha-2).
             * @example [
             *       "IT"
             *     ]
             */
            country?: ("AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW" | "not-stated")[] | null;
            /**
             * @description Dimensions of integration.
             * @example [
             *       "cultural"
             *     ]
             */
            dimension?: ("legal-political" | "socio-economic" | "cultural" | "not-stated")[] | null;
            /**
             * @description Ends: a year, `before-` a year, `continuing`, or `not-stated`.
             * @example [
             *       "before-2010"
             *     ]
             */
            endDate?: string[] | null;
            /**
             * @description Whether it was evaluated.
             * @example [
             *       "yes"
             *     ]
             */
            evaluation?: ("yes" | "no" | "planned" | "unknown" | "not-stated")[] | null;
            /**
             * @description Count the practices of the list by these, each without its own filter; `member`: by the members that own them.
             * @example [
             *       "country",
             *       "theme"
             *     ]
             */
            facets?: ("country" | "dimension" | "theme" | "aim" | "targetGroup" | "fundingSource" | "range" | "organiserKind" | "partnerKind" | "evaluation" | "replicated" | "basicPrinciple" | "label" | "endDate" | "member")[] | null;
            /**
             * @description Funding sources.
             * @example [
             *       "eu"
             *     ]
             */
            fundingSource?: ("local" | "regional" | "national" | "eu" | "private" | "other" | "not-stated")[] | null;
            /**
             * @description Show what `q` found of each practice as `highlights`: pieces of text in parts, those that match marked; the languages of `lang` first.
             * @example true
             */
            highlight?: boolean | null;
            /**
             * @description `good-practice`: awarded by peers; `none`: not.
             * @example [
             *       "good-practice"
             *     ]
             */
            label?: ("good-practice" | "none" | "not-stated")[] | null;
            /**
             * @description Languages in which a title exists, original or translated. Tags such as `pt-BR` count as their language; `no`, `nb` and `nn` as each other.
             * @example [
             *       "it"
             *     ]
             */
            lang?: ("aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu")[] | null;
            /**
             * @description Read in the languages of `Accept-Language`; a single `lang` takes precedence.
             * @example true
             */
            localised?: boolean | null;
            /**
             * @description Ids of the members that own the practice.
             * @example [
             *       "01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11"
             *     ]
             */
            member?: string[] | null;
            /**
             * @description Regions (NUTS): a code stands for all regions in it.
             * @example [
             *       "ITC4"
             *     ]
             */
            nuts?: string[] | null;
            /**
             * @description Whether the practice is still running.
             * @example true
             */
            ongoing?: boolean | null;
            /**
             * @description Kinds of organisers.
             * @example [
             *       "city"
             *     ]
             */
            organiserKind?: ("city" | "region" | "province" | "national-authority" | "ngo" | "university" | "agency" | "company" | "other" | "not-stated")[] | null;
            /**
             * @description Kinds of partners.
             * @example [
             *       "ngos"
             *     ]
             */
            partnerKind?: ("migrant-associations" | "ngos" | "employers-trade-unions" | "public-authorities" | "academia" | "other" | "not-stated")[] | null;
            /**
             * @description Words to find, in any language: in titles, prose and names, and as names of codes, so that `mieszkanie` finds practices about housing. Accents, case, endings and small mistakes do not matter; what has all the words comes first. With "quotation marks", OR or -not exactly what is written is found.
             * @example language courses
             */
            q?: string | null;
            /**
             * @description Range of the practice.
             * @example [
             *       "national"
             *     ]
             */
            range?: ("regional-municipal" | "national" | "eu-international" | "not-stated")[] | null;
            /**
             * @description Whether it was replicated elsewhere.
             * @example [
             *       "scope"
             *     ]
             */
            replicated?: ("yes" | "no" | "scope" | "unknown" | "not-stated")[] | null;
            /**
             * @description Default: relevance with `q`; due for a queue (due first, then waiting longest); submitted for `status=submitted` (waiting longest first); otherwise published (newest first).
             * @example published
             * @enum {string|null}
             */
            sort?: "published" | "updated" | "started" | "submitted" | "title" | "adoptions" | "relevance" | "due" | null;
            /**
             * @description Whether it says how staff is trained.
             * @example true
             */
            staffTraining?: boolean | null;
            /**
             * @description Started on this day or later; a date of which only the year is known counts if it may fit.
             * @example 2010
             */
            startedFrom?: string | null;
            /**
             * @description Started on this day or earlier; a date of which only the year is known counts if it may fit.
             * @example 2012-06
             */
            startedTo?: string | null;
            /**
             * @description Versions in these states; except for `published`, only those of your own member. Default: published.
             * @example [
             *       "draft"
             *     ]
             */
            status?: ("draft" | "submitted" | "changes-requested" | "published" | "merged" | "withdrawn")[] | null;
            /**
             * @description Target groups.
             * @example [
             *       "women"
             *     ]
             */
            targetGroup?: ("newly-arrived" | "women" | "parents" | "children" | "youth" | "students" | "elderly" | "refugees-asylum-seekers" | "undocumented" | "low-literacy" | "disadvantaged" | "job-seekers" | "workers" | "entrepreneurs" | "employers" | "civil-servants" | "professionals" | "policymakers" | "host-community" | "general" | "not-stated")[] | null;
            /**
             * @description Themes.
             * @example [
             *       "language-training"
             *     ]
             */
            theme?: ("civic-participation" | "reception-and-legal-support" | "employment" | "education-and-training" | "housing-and-health" | "anti-racism-and-intercultural-dialogue" | "language-training" | "public-service-adaptation" | "not-stated")[] | null;
            /**
             * @description Practices that have no value for at least one of these.
             * @example [
             *       "aim"
             *     ]
             */
            unanswered?: ("country" | "dimension" | "theme" | "aim" | "targetGroup" | "fundingSource" | "range" | "organiserKind" | "partnerKind" | "evaluation" | "replicated" | "basicPrinciple" | "label" | "endDate")[] | null;
            /**
             * @description Who must act next: `owner`, who has the version; `secretariat`, to which it was submitted, whoever looks after it; `translator`: published practices of your member with a translation whose original has changed since; or `me`, if it is for you to submit, publish or assess it.
             * @example me
             * @enum {string|null}
             */
            waitingFor?: "me" | "owner" | "secretariat" | "translator" | null;
        };
        SavedSearchDto: {
            /**
             * @description How you call it.
             * @example Language courses in Italy
             */
            name: string;
            /**
             * @description Parameters of `GET /v1/practices`, except those that choose a page.
             * @example {
             *       "q": "language",
             *       "country": [
             *         "IT"
             *       ]
             *     }
             */
            query: components["schemas"]["SavedQueryDto"];
        };
        SavedSearchView: {
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-03-01T12:00:00.000Z
             */
            createdAt: string;
            /**
             * @description Where its results are.
             * @example /v1/practices?country=IT&q=language
             */
            href: string;
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description How you call it.
             * @example Language courses in Italy
             */
            name: string;
            /**
             * @description What it searches for; the values of each list are in order.
             * @example {
             *       "q": "language",
             *       "country": [
             *         "IT"
             *       ]
             *     }
             */
            query: components["schemas"]["SavedQueryDto"];
        };
        ScoreDto: {
            /**
             * @description Why.
             * @example Courses answer what newcomers asked for.
             */
            reason: string;
            /**
             * @description 1: not at all … 5: fully.
             * @example 4
             */
            score: number;
        };
        ScoresDto: {
            /** @description Whether it reached its objectives. */
            effectiveness: components["schemas"]["ScoreDto"];
            /** @description Whether the results justify the resources used. */
            efficiency: components["schemas"]["ScoreDto"];
            /** @description What would not have changed without it. */
            impactAndAddedValue: components["schemas"]["ScoreDto"];
            /** @description Whether it meets the needs of the target groups and of the policies it serves. */
            relevance: components["schemas"]["ScoreDto"];
            /** @description Whether it lasts after its funding ends. */
            sustainability: components["schemas"]["ScoreDto"];
        };
        SecretView: {
            /**
             * @description Signs the requests from now on; shown only once.
             * @example whsec_…
             */
            secret: string;
        };
        SessionView: {
            /**
             * @description Send it as `x-csrf-token` with every call that changes something.
             * @example pA3kW9…
             */
            csrfToken: string;
            /**
             * Format: date-time
             * @description When the session ends at the latest; if unused, it ends an hour after the last call.
             * @example 2026-03-01T12:00:00.000Z
             */
            expiresAt: string;
        };
        ShardLeaseView: {
            /**
             * Format: date-time
             * @description When another relay may take over.
             * @example 2026-03-01T12:00:00.000Z
             */
            expiresAt: string;
            /**
             * Format: uuid
             * @description The relay that sends it.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            owner: string;
            /**
             * @description Number of the part.
             * @example 1
             */
            shard: number;
        };
        SignedOutView: {
            /**
             * Format: uri
             * @description Where the browser can sign out at the issuer too; null if the issuer has no such address or does not respond.
             * @example https://issuer.example/session/end
             */
            issuerSignOut: string | null;
        };
        SimilarPracticesView: {
            /** @description Most likely first. */
            items: components["schemas"]["SimilarPracticeView"][];
        };
        SimilarPracticeView: {
            /**
             * @description ISO 3166-1 alpha-2.
             * @example [
             *       "FI"
             *     ]
             */
            countries: string[];
            /**
             * @description Where it is.
             * @example /v1/practices/01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            href: string;
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /** @description Parts of the score; a part is absent if one of the two does not state it. */
            match: components["schemas"]["MatchView"];
            /**
             * @description Weighted mean of the parts that both state; 1: the same in all of them.
             * @example 0.95
             */
            score: number;
            /**
             * @description `published`, or its state before publication.
             * @example draft
             * @enum {string}
             */
            status: "draft" | "submitted" | "changes-requested" | "published" | "merged" | "withdrawn";
            /**
             * @description By language.
             * @example {
             *       "en": "Language café"
             *     }
             */
            title: {
                [key: string]: string;
            };
        };
        StatisticsListsView: {
            /**
             * @description The list of the base; null with `asOf`.
             * @example /v1/practices?answered=aim
             */
            base: string | null;
            /**
             * @description The list of the unanswered; null with `asOf`, when no dimension leaves anything unanswered, and when no list shows it.
             * @example /v1/practices?aim=not-stated
             */
            unanswered: string | null;
        };
        StatisticsMarginView: {
            /**
             * @description Practices of the base with this value, each counted once.
             * @example 117
             */
            count: number;
            /**
             * @description The value; null if none is given.
             * @example DE
             */
            key: string | null;
            /**
             * @description The list of these practices; null with `asOf`.
             * @example /v1/practices?country=DE
             */
            list: string | null;
            /**
             * @description Percent of `base`, one decimal, half up.
             * @example 18.6
             */
            percent: number;
        };
        StatisticsRowView: {
            /**
             * @description Practices.
             * @example 104
             */
            count: number;
            /**
             * @description One member per dimension. null: no country (EU-wide), no range or no end date given.
             * @example {
             *       "country": "DE",
             *       "range": "regional-municipal"
             *     }
             */
            key: {
                [key: string]: string | null;
            };
            /**
             * @description The list of these practices; null with `asOf`.
             * @example /v1/practices?country=DE&range=regional-municipal
             */
            list: string | null;
            /**
             * @description Percent of `base`, one decimal, half up.
             * @example 16.6
             */
            percent: number;
        };
        StatisticsTotalsView: {
            /**
             * @description Answers: the sum of the rows.
             * @example 693
             */
            count: number;
            /**
             * @description The list of these practices; null with `asOf`.
             * @example /v1/practices?answered=aim
             */
            list: string | null;
            /**
             * @description Practices that gave answers: the base.
             * @example 490
             */
            practices: number;
        };
        StatisticsView: {
            /**
             * @description Practices that the percentages refer to: all that were counted, or, with aim, fundingSource, dimension, theme or targetGroup, those with at least one value of each of these.
             * @example 490
             */
            base: number;
            /**
             * @description Dimensions counted by.
             * @example [
             *       "country"
             *     ]
             */
            dimensions: ("country" | "dimension" | "theme" | "aim" | "targetGroup" | "fundingSource" | "range" | "organiserKind" | "partnerKind" | "evaluation" | "replicated" | "basicPrinciple" | "label" | "endDate")[];
            lists: components["schemas"]["StatisticsListsView"];
            /** @description Cells with at least one practice, largest first. */
            rows: components["schemas"]["StatisticsRowView"][];
            /** @description With one dimension: answers and practices. With two: the margin of each, under its name. */
            totals: components["schemas"]["StatisticsTotalsView"] | {
                [key: string]: components["schemas"]["StatisticsMarginView"][];
            };
            /**
             * @description Counted practices that are not in the base.
             * @example 2
             */
            unanswered: number;
        };
        StepOfPracticeView: {
            /**
             * Format: date-time
             * @description When.
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description Id of the principal.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            by: string;
            /**
             * @description What was done.
             * @example draft
             * @enum {string}
             */
            kind: "draft" | "revise" | "overwrite" | "submit" | "requestChanges" | "answerRequest" | "assign" | "publish" | "takeOver" | "assess" | "label" | "label-lost" | "adopt" | "changeAdoption" | "merge" | "mergeIn" | "reverseMerger" | "letGo" | "withdraw" | "translate" | "erase";
            /**
             * @description JSON Pointers of the fields that it changed.
             * @example [
             *       "/title/en"
             *     ]
             */
            pointers: string[];
            /**
             * Format: uuid
             * @description The practice.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            practiceId: string;
            /**
             * @description Whether a version of it was ever published.
             * @example true
             */
            published: boolean;
            /**
             * @description Why.
             * @example New figures of 2026.
             */
            reason: string | null;
            /**
             * @description The ETag of the practice after this step.
             * @example 4
             */
            revision: number;
            /**
             * @description Its present title, by language.
             * @example {
             *       "en": "Language café"
             *     }
             */
            title: {
                [key: string]: string;
            };
            /**
             * @description The version concerned.
             * @example 1
             */
            version: number;
        };
        StepView: {
            /**
             * Format: date-time
             * @description When.
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description Id of the principal.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            by: string;
            /**
             * @description What was done.
             * @example draft
             * @enum {string}
             */
            kind: "draft" | "revise" | "overwrite" | "submit" | "requestChanges" | "answerRequest" | "assign" | "publish" | "takeOver" | "assess" | "label" | "label-lost" | "adopt" | "changeAdoption" | "merge" | "mergeIn" | "reverseMerger" | "letGo" | "withdraw" | "translate" | "erase";
            /**
             * @description JSON Pointers of the fields that it changed.
             * @example [
             *       "/title/en"
             *     ]
             */
            pointers: string[];
            /**
             * @description Why.
             * @example New figures of 2026.
             */
            reason: string | null;
            /**
             * @description The ETag of the practice after this step.
             * @example 4
             */
            revision: number;
            /**
             * @description The version concerned.
             * @example 1
             */
            version: number;
        };
        SubmissionDto: {
            /**
             * @description Id of the practice in your system. The same id always means the same practice.
             * @example practice-0815
             */
            externalId: string;
            /** @description The fact sheet, as in the body of `POST /v1/practices`, with all fields that its submission requires. */
            factSheet: components["schemas"]["FactSheetDto"];
            /**
             * Format: date-time
             * @description When it was read from your system (RFC 3339); default: now.
             * @example 2026-05-01T10:00:00Z
             */
            retrievedAt?: string | null;
            /**
             * Format: uri
             * @description Where your system shows the practice.
             * @example https://www.tampere.example/practices/0815
             */
            sourceUrl?: string | null;
            /**
             * @description A number that you raise with every change, such as a revision or a time in milliseconds. The highest one counts, whatever the order of arrival.
             * @example 1
             */
            sourceVersion: number;
        };
        SubmissionPlaceView: {
            /**
             * @description What is wrong there.
             * @example missing
             */
            code: string;
            /**
             * @description How to fix it.
             * @example Publication requires an aim.
             */
            detail: string;
            /**
             * @description JSON Pointer into the submission.
             * @example /factSheet/aims
             */
            pointer: string;
        };
        SubmissionView: {
            /**
             * Format: date-time
             * @description When it arrived.
             * @example 2026-03-01T12:00:00.000Z
             */
            acceptedAt: string;
            /** @description Why it was refused. */
            errors?: components["schemas"]["SubmissionPlaceView"][];
            /**
             * @description Id of the practice in your system.
             * @example practice-0815
             */
            externalId: string;
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /** @description Present if it replaced what an editor had written in the registry; the editor is told too. */
            overwrote?: components["schemas"]["OverwroteView"];
            /**
             * Format: uuid
             * @description The practice, once it exists.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            practiceId?: string;
            /**
             * Format: date-time
             * @description When its state became final.
             * @example 2026-03-01T12:00:00.000Z
             */
            settledAt?: string;
            /**
             * @description As you sent it.
             * @example 1
             */
            sourceVersion: number;
            /**
             * @description accepted: waits for the registry; applied: submitted, or withdrawn; unchanged: contains nothing new; superseded: a higher sourceVersion had already arrived; refused: see errors.
             * @example accepted
             * @enum {string}
             */
            state: "accepted" | "applied" | "unchanged" | "superseded" | "refused";
            /**
             * @description Whether it withdraws the practice.
             * @example true
             */
            withdraws: boolean;
        };
        SubscriptionChangeDto: {
            /** @description What to send from now on. */
            filter?: components["schemas"]["FilterDto"] | null;
            /**
             * @description How often events are sent. A webhook receives each at once; mails come at once, or at 7 in the morning of each day, Monday, or first day of a quarter.
             * @example immediate
             * @enum {string|null}
             */
            frequency?: "immediate" | "daily" | "weekly" | "quarterly" | null;
            /**
             * @description Your language, for mails. It has no effect on webhooks, since events contain every language.
             * @example aa
             * @enum {string|null}
             */
            language?: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu" | null;
            /**
             * @description Your time zone (IANA), for mails: their days begin there. Default: that of Brussels.
             * @example Europe/Helsinki
             */
            zone?: string | null;
        };
        SubscriptionDto: {
            channel: components["schemas"]["ChannelDto"];
            /** @description For a webhook: who is told by mail how its receiver fares. Nobody when it is unset. */
            contact?: components["schemas"]["WebhookContactDto"] | null;
            /** @description Events must match every part of the filter; within a part one match is enough. */
            filter: components["schemas"]["FilterDto"];
            /**
             * @description How often events are sent. A webhook receives each at once; mails come at once, or at 7 in the morning of each day, Monday, or first day of a quarter.
             * @example immediate
             * @enum {string}
             */
            frequency: "immediate" | "daily" | "weekly" | "quarterly";
            /**
             * @description Your language, for mails. It has no effect on webhooks, since events contain every language.
             * @example aa
             * @enum {string|null}
             */
            language?: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu" | null;
            /**
             * @description Your time zone (IANA), for mails: their days begin there. Default: that of Brussels.
             * @example Europe/Helsinki
             */
            zone?: string | null;
        };
        SubscriptionMade: {
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description For a webhook: signs the requests (Standard Webhooks); shown only once.
             * @example whsec_…
             */
            secret?: string;
            /**
             * @description Active once the receiver has responded to the challenge, or the reader of the mailbox has confirmed.
             * @example pending
             * @enum {string}
             */
            state: "pending" | "active" | "paused" | "failed";
        };
        SubscriptionView: {
            channel: components["schemas"]["ChannelDto"];
            /**
             * Format: date-time
             * @description When the receiver responded to the challenge, or the reader of the mailbox confirmed.
             * @example 2026-03-01T12:00:00.000Z
             */
            confirmedAt: string | null;
            /** @description Who is told how the receiver of a webhook fares. Only its owner sees this. */
            contact: components["schemas"]["WebhookContactDto"] | null;
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-03-01T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Of the first failure since the receiver last accepted anything. When it was tried in vain for five days it is disabled.
             * @example 2026-03-01T12:00:00.000Z
             */
            failingSince: string | null;
            filter: components["schemas"]["FilterDto"];
            /**
             * @description How often events are sent.
             * @example immediate
             * @enum {string}
             */
            frequency: "immediate" | "daily" | "weekly" | "quarterly";
            /**
             * Format: uuid
             * @description Its id.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description Language of the subscriber.
             * @example fi
             */
            language: string | null;
            /** @description The last failure. */
            lastError: components["schemas"]["LastErrorView"] | null;
            /**
             * @description Id of the principal who may change it; null for a mailbox without an account.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            owner: string | null;
            /**
             * Format: date-time
             * @description While what was missed since then is being queued, which a recovery asked for; nothing is sent meanwhile.
             * @example 2026-03-01T12:00:00.000Z
             */
            recoveringSince: string | null;
            /**
             * Format: date-time
             * @description When the saved search of its filter was deleted: nothing matches it any more.
             * @example 2026-03-01T12:00:00.000Z
             */
            searchDeletedAt: string | null;
            /**
             * @description `failed`: the receiver did not respond; a recovery tries again.
             * @example pending
             * @enum {string}
             */
            state: "pending" | "active" | "paused" | "failed";
            /**
             * @description Time zone of a mailbox.
             * @example Europe/Helsinki
             */
            zone: string | null;
        };
        SuppressedAddressDto: {
            /**
             * Format: email
             * @description The address, in any spelling.
             * @example aino@city.example
             */
            address: string;
        };
        /**
         * @description A closed list; GET /v1/vocabularies has the labels.
         * @enum {string}
         */
        TargetGroup: "newly-arrived" | "women" | "parents" | "children" | "youth" | "students" | "elderly" | "refugees-asylum-seekers" | "undocumented" | "low-literacy" | "disadvantaged" | "job-seekers" | "workers" | "entrepreneurs" | "employers" | "civil-servants" | "professionals" | "policymakers" | "host-community" | "general";
        TestView: {
            /**
             * @description Whether the receiver accepted it.
             * @example true
             */
            accepted: boolean;
            /**
             * Format: date-time
             * @description When it was sent.
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description The same in a sentence.
             * @example The receiver did not send a complete response within 15000 ms.
             */
            detail: string | null;
            /**
             * @description Milliseconds until its response.
             * @example 120
             */
            durationMs: number;
            /**
             * @description What went wrong; null if it was accepted.
             * @example webhook.timeout
             */
            error: string | null;
            /**
             * Format: uuid
             * @description Of the test event; also its `webhook-id`.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            eventId: string;
            /**
             * @description HTTP status, when one arrived.
             * @example 204
             */
            status: number | null;
        };
        /**
         * @description A closed list; GET /v1/vocabularies has the labels.
         * @enum {string}
         */
        Theme: "civic-participation" | "reception-and-legal-support" | "employment" | "education-and-training" | "housing-and-health" | "anti-racism-and-intercultural-dialogue" | "language-training" | "public-service-adaptation";
        ThemeCodeView: {
            /**
             * @description As it is sent.
             * @example cultural
             */
            code: string | number;
            /**
             * @description The dimension that a theme belongs to.
             * @example cultural
             */
            dimension?: string;
            /**
             * @description In the language asked for, else in English.
             * @example Cultural
             */
            label: string;
            /**
             * @description A footnote that must appear wherever the label is shown.
             * @example * This designation is without prejudice to positions on status.
             */
            note?: string;
            /**
             * @description With `lang`: other words that people of that language look for it by.
             * @example [
             *       "culture"
             *     ]
             */
            synonyms?: string[];
        };
        TokenView: {
            /**
             * @description Opaque; sent as `Authorization: Bearer …`.
             * @example kW3pQn8…
             */
            access_token: string;
            /**
             * @description Seconds.
             * @example 900
             */
            expires_in: number;
            /**
             * @description Roles of the client, separated by spaces.
             * @example member-editor
             */
            scope: string;
            /**
             * @description How to send it.
             * @example Bearer
             * @enum {string}
             */
            token_type: "Bearer";
        };
        TranslatedBeneficiariesDto: {
            /**
             * @description What is counted.
             * @example course users
             */
            counted?: string | null;
        };
        TranslatedEvaluationDto: {
            /**
             * @description What the evaluation found.
             * @example …
             */
            summary?: string | null;
        };
        TranslatedIndicatorDto: {
            /**
             * @description What is measured.
             * @example courses offered
             */
            name?: string | null;
        };
        TranslatedTextView: {
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description Published version it was made from.
             * @example 1
             */
            basedOnVersion: number;
            /**
             * @description JSON Pointer into the fact sheet.
             * @example /title
             */
            pointer: string;
            /**
             * @description Whether the source text has changed since.
             * @example false
             */
            stale: boolean;
            /**
             * @description In the language.
             * @example Leben in Italien
             */
            text: string;
            /**
             * @description Who made it.
             * @example human
             * @enum {string}
             */
            translation: "human" | "machine";
        };
        TranslationDto: {
            /**
             * @description Main activities.
             * @example …
             */
            activities?: string | null;
            /**
             * @description Assistance given.
             * @example …
             */
            assistance?: string | null;
            /**
             * @description Published version that was translated; default: the current one.
             * @example 1
             */
            basedOnVersion?: number | null;
            /** @description How many were reached. */
            beneficiaries?: components["schemas"]["TranslatedBeneficiariesDto"] | null;
            /**
             * @description Policy challenges.
             * @example …
             */
            challenges?: string | null;
            /**
             * @description Introduction and context.
             * @example …
             */
            context?: string | null;
            /** @description How it was evaluated. */
            evaluation?: components["schemas"]["TranslatedEvaluationDto"] | null;
            /** @description Measured outcomes. In the order of the fact sheet. */
            indicators?: components["schemas"]["TranslatedIndicatorDto"][] | null;
            /**
             * @description JSON Pointers of texts by people that stay as they are, also with what they were made from: nobody has compared them with the present original. The body need not repeat them.
             * @example [
             *       "/lessons"
             *     ]
             */
            kept?: string[] | null;
            /**
             * @description Lessons for others.
             * @example …
             */
            lessons?: string | null;
            /**
             * @description Anything else.
             * @example …
             */
            notes?: string | null;
            /**
             * @description Objectives.
             * @example …
             */
            objectives?: string | null;
            /**
             * @description Outcomes.
             * @example …
             */
            outcomes?: string | null;
            /**
             * @description Type of project, in your own words.
             * @example Citizenship and language
             */
            projectType?: string | null;
            /**
             * @description Relations to national initiatives and other partners.
             * @example …
             */
            relations?: string | null;
            /**
             * @description Scope for replication.
             * @example …
             */
            replicationScope?: string | null;
            /**
             * @description Training of staff.
             * @example …
             */
            staffTraining?: string | null;
            /**
             * @description Title.
             * @example Live in Italy
             */
            title?: string | null;
        };
        TranslationJobView: {
            /**
             * Format: date-time
             * @description When it was requested.
             * @example 2026-03-01T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it ended.
             * @example 2026-03-01T12:00:00.000Z
             */
            finishedAt: string | null;
            /**
             * Format: uuid
             * @description Of the job.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            id: string;
            /**
             * @description Two-letter code.
             * @example aa
             * @enum {string}
             */
            language: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu";
            /**
             * @description Texts whose results have arrived.
             * @example 0
             */
            processed: number;
            /**
             * @description Why it waits or failed.
             * @example The monthly limit is reached.
             */
            reason?: string;
            /**
             * Format: date-time
             * @description When it was sent.
             * @example 2026-03-01T12:00:00.000Z
             */
            startedAt: string | null;
            /**
             * @description `running`: sent, waiting for the result.
             * @example queued
             * @enum {string}
             */
            state: "queued" | "running" | "done" | "failed";
            /**
             * @description Texts that were sent.
             * @example 7
             */
            total: number;
            /**
             * @description Published version to translate.
             * @example 1
             */
            version: number;
        };
        TranslationResultDto: {
            /**
             * @description Why the translation failed.
             * @example Language pair not offered.
             */
            error?: string | null;
            /**
             * @description `externalReference` of the request.
             * @example 01995d3c-…
             */
            externalReference: string;
            /** @description The texts; absent if the translation failed. */
            texts?: components["schemas"]["ResultTextDto"][] | null;
        };
        TranslationStateView: {
            /**
             * Format: date-time
             * @description When they were changed.
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description 1, 2, …
             * @example 1
             */
            revision: number;
            /** @description The texts as they were. */
            texts: components["schemas"]["TranslatedTextView"][];
        };
        TranslationSummaryView: {
            /**
             * @description Human translations.
             * @example 6
             */
            human: number;
            /**
             * @description Two-letter code.
             * @example aa
             * @enum {string}
             */
            language: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu";
            /**
             * @description Machine translations.
             * @example 0
             */
            machine: number;
            /**
             * @description Translations of either kind whose source text has changed since.
             * @example 1
             */
            stale: number;
            /**
             * Format: date-time
             * @description Last change.
             * @example 2026-03-01T12:00:00.000Z
             */
            updatedAt: string;
        };
        TranslationsView: {
            /** @description By language. */
            items: components["schemas"]["TranslationSummaryView"][];
        };
        TranslationView: {
            /**
             * @description Two-letter code.
             * @example aa
             * @enum {string}
             */
            language: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu";
            /** @description Text by text. */
            texts: components["schemas"]["TranslatedTextView"][];
            /**
             * Format: date-time
             * @description Last change.
             * @example 2026-03-01T12:00:00.000Z
             */
            updatedAt: string;
        };
        VersionChangesView: {
            /**
             * @description Null for the first version, which is compared with nothing.
             * @example 1
             */
            from: number | null;
            /** @description In the order of the fact sheet. */
            items: components["schemas"]["FieldChangeView"][];
            /**
             * @description Number of the later version.
             * @example 2
             */
            to: number;
        };
        VersionView: {
            /** @description Without contacts, which only the practice itself shows. */
            factSheet: components["schemas"]["FactSheetDto"];
            /**
             * Format: date-time
             * @description Null for the working version, which its owner and the steering committee see.
             * @example 2026-03-01T12:00:00.000Z
             */
            publishedAt: string | null;
            /**
             * @description Id of who published it, for its owner and the steering committee.
             * @example 01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11
             */
            publishedBy?: string;
            /**
             * @description Reason for the version.
             * @example New figures of 2026.
             */
            reason: string | null;
            /**
             * @description Its number.
             * @example 2
             */
            version: number;
        };
        VocabulariesView: {
            /** @description The list of adoptionStatuses. */
            adoptionStatuses: components["schemas"]["CodeView"][];
            /** @description The list of aims. */
            aims: components["schemas"]["CodeView"][];
            /** @description The list of amountPeriods. */
            amountPeriods: components["schemas"]["CodeView"][];
            /** @description The list of basicPrinciples. */
            basicPrinciples: components["schemas"]["CodeView"][];
            /** @description The list of countries. */
            countries: components["schemas"]["CodeView"][];
            /** @description The list of currencies. */
            currencies: components["schemas"]["CodeView"][];
            /** @description The list of dimensions. */
            dimensions: components["schemas"]["CodeView"][];
            /** @description The list of evaluationConducted. */
            evaluationConducted: components["schemas"]["CodeView"][];
            /** @description The list of evaluationKinds. */
            evaluationKinds: components["schemas"]["CodeView"][];
            /** @description The list of fundingSources. */
            fundingSources: components["schemas"]["CodeView"][];
            /** @description The list of labels. */
            labels: components["schemas"]["CodeView"][];
            /** @description The list of languages. */
            languages: components["schemas"]["CodeView"][];
            /** @description The list of licences. */
            licences: components["schemas"]["CodeView"][];
            /** @description The list of memberKinds. */
            memberKinds: components["schemas"]["CodeView"][];
            /** @description The list of objectivesAchieved. */
            objectivesAchieved: components["schemas"]["CodeView"][];
            /** @description The list of organiserKinds. */
            organiserKinds: components["schemas"]["CodeView"][];
            /** @description The list of partnerKinds. */
            partnerKinds: components["schemas"]["CodeView"][];
            /** @description The list of ranges. */
            ranges: components["schemas"]["CodeView"][];
            /** @description The list of replicated. */
            replicated: components["schemas"]["CodeView"][];
            /** @description The list of targetGroups. */
            targetGroups: components["schemas"]["CodeView"][];
            /** @description The list of themes. */
            themes: components["schemas"]["ThemeCodeView"][];
        };
        WebhookContactDto: {
            /**
             * Format: email
             * @description A mailbox: it is told when the receiver has failed for a while, accepts again, or is called no more.
             * @example webmaster@city.example
             */
            address: string;
            /**
             * @description Language of these mails; English when it is unset.
             * @example aa
             * @enum {string|null}
             */
            language?: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu" | null;
        };
        WithdrawalDto: {
            /**
             * @description The reason; shown to everyone who requests the practice.
             * @example The project was never carried out.
             */
            reason: string;
        };
    };
    responses: never;
    parameters: {
        /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
        IdempotencyKey: string;
        /** @description ETag of what you read; `*` for any state. */
        IfMatch: string;
        /** @description ETag of what you read, so that you change nothing else. */
        IfMatchIfSent: string;
        /** @description ETag of what you have; returns 304 if it has not changed. */
        IfNoneMatch: string;
    };
    requestBodies: never;
    headers: {
        /** @description The current state; send it as If-Match to change what you have read. */
        ETag: string;
        /** @description The next page and the one before (RFC 8288), where they exist. */
        Link: string;
        /** @description Address of the new resource or the job. */
        Location: string;
        /** @description Seconds to wait before trying again. */
        RetryAfter: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "Document.keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeySetView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Document.events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AsyncApiView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Health.live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Health.ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Document.api": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have; returns 304 if it has not changed. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenApiView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Activation.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Secret part of the link in the mail. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page with a form. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Activation.activate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Secret part of the link in the mail. */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivationDto"];
                "application/x-www-form-urlencoded": components["schemas"]["ActivationDto"];
            };
        };
        responses: {
            /** @description The client with its secret, which is shown only once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSecretView"];
                    "text/html": string;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "MemberAdoptions.list": {
        parameters: {
            query: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Id of the member whose adoptions to list. */
                member: string;
                /** @description Id of a practice: its adoption by the member, if there is one. */
                practice?: string;
                /** @description Default: created (oldest first); updated: newest change first. */
                sort?: "created" | "updated";
                /** @description Whether a report on it is due: it is planned or under way and has not changed for six months, or completed without a result. */
                toReport?: boolean;
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["AdoptionView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Change.read": {
        parameters: {
            query?: {
                /** @description ISO 3166-1 alpha-2 codes. */
                countries?: ("AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW")[];
                /** @description Items on one page. */
                limit?: number;
                /** @description Id of a member: what concerns it, its practices and its adoptions. */
                member?: string;
                /** @description `next` of the previous response; if empty or omitted, from the beginning. */
                since?: string;
                /** @description Themes of practices; other events are left out. */
                themes?: ("civic-participation" | "reception-and-legal-support" | "employment" | "education-and-training" | "housing-and-health" | "anti-racism-and-intercultural-dialogue" | "language-training" | "public-service-adaptation")[];
                /** @description Event types, repeated or separated by commas; a trailing `.*` matches everything below. */
                types?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangesView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Change.latest": {
        parameters: {
            query?: {
                /** @description ISO 3166-1 alpha-2 codes. */
                countries?: ("AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW")[];
                /** @description `next` of the previous page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Id of a member: what concerns it, its practices and its adoptions. */
                member?: string;
                /** @description Themes of practices; other events are left out. */
                themes?: ("civic-participation" | "reception-and-legal-support" | "employment" | "education-and-training" | "housing-and-health" | "anti-racism-and-intercultural-dialogue" | "language-training" | "public-service-adaptation")[];
                /** @description Event types, repeated or separated by commas; a trailing `.*` matches everything below. */
                types?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["CloudEventView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Change.stream": {
        parameters: {
            query?: {
                /** @description ISO 3166-1 alpha-2 codes. */
                countries?: ("AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW")[];
                /** @description Id of a member: what concerns it, its practices and its adoptions. */
                member?: string;
                /** @description `next` of the change feed, or the id of an event; if empty or omitted, only new events. */
                since?: string;
                /** @description Themes of practices; other events are left out. */
                themes?: ("civic-participation" | "reception-and-legal-support" | "employment" | "education-and-training" | "housing-and-health" | "anti-racism-and-intercultural-dialogue" | "language-training" | "public-service-adaptation")[];
                /** @description Event types, repeated or separated by commas; a trailing `.*` matches everything below. */
                types?: string[];
            };
            header?: {
                /** @description The id of the last event received, which browsers send by themselves; it goes before `since`. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Client.list": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["ClientView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Client.make": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClientDto"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSecretView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Client.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `clientId` of the client. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no content. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Client.rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `clientId` of the client. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSecretView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "DataSubject.erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "DataSubject.reports": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatheredReportsView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "DataSubject.search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DataSubjectDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DiscoveryView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Delivery.redeliver": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted; processed later. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Delivery.counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryCountsView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Feedback.read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackOpenView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Feedback.give": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedbackDto"];
            };
        };
        responses: {
            /** @description Accepted; processed later. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackAcceptedView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Feed.atom": {
        parameters: {
            query?: {
                /** @description ISO 3166-1 alpha-2 codes. */
                countries?: ("AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW")[];
                /** @description Language of the feed; English by default. */
                lang?: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu";
                /** @description Id of a member: what concerns it, its practices and its adoptions. */
                member?: string;
                /** @description Themes of practices; other events are left out. */
                themes?: ("civic-participation" | "reception-and-legal-support" | "employment" | "education-and-training" | "housing-and-health" | "anti-racism-and-intercultural-dialogue" | "language-training" | "public-service-adaptation")[];
            };
            header?: {
                /** @description ETag of what you have; returns 304 if it has not changed. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/atom+xml": string;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Feed.json": {
        parameters: {
            query?: {
                /** @description ISO 3166-1 alpha-2 codes. */
                countries?: ("AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW")[];
                /** @description Language of the feed; English by default. */
                lang?: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu";
                /** @description Id of a member: what concerns it, its practices and its adoptions. */
                member?: string;
                /** @description Themes of practices; other events are left out. */
                themes?: ("civic-participation" | "reception-and-legal-support" | "employment" | "education-and-training" | "housing-and-health" | "anti-racism-and-intercultural-dialogue" | "language-training" | "public-service-adaptation")[];
            };
            header?: {
                /** @description ETag of what you have; returns 304 if it has not changed. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/feed+json": components["schemas"]["JsonFeedView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Import.list": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Imports in these states. */
                state?: ("queued" | "running" | "done" | "failed" | "cancelled")[];
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["ImportJobView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Import.start": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and file return the first response again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportFormWithFile"];
            };
        };
        responses: {
            /** @description Accepted; processed later. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportJobView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Import.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportJobView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Import.rows": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Rows with this outcome. */
                outcome?: ("added" | "updated" | "unchanged" | "withdrawn" | "failed")[];
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["ImportRowView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Invitation.list": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Only these invitations, by their ids. */
                id?: string[];
                /** @description Items on one page. */
                limit?: number;
                /** @description Invitations in these states. */
                state?: ("open" | "redeemed")[];
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["InvitationView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Invitation.invite": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationDto"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationMadeView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Invitation.withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no content. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Me.me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Member.list": {
        parameters: {
            query?: {
                /** @description ISO 3166-1 alpha-2 codes. */
                country?: ("AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW")[];
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description What to count by, among all members of the list and without the filter of the same name. */
                facets?: ("country" | "kind")[];
                /** @description Only these members, by their ids. */
                id?: string[];
                /** @description Kinds of members. */
                kind?: ("municipality" | "province" | "region" | "association" | "ngo" | "research" | "national-contact-point" | "eu-institution")[];
                /** @description Items on one page. */
                limit?: number;
                /** @description Only members with this in their name, whatever its case and accents. */
                q?: string;
                /** @description States of the membership. */
                status?: ("approved" | "suspended" | "ended")[];
                /** @description Whether to count all items of the list. */
                total?: boolean;
                /** @description Only members with the right to vote on this day. */
                votingOn?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description With `facets`: how many members have each code, the most frequent first. */
                        facets?: {
                            [key: string]: {
                                /**
                                 * @description As in the filter.
                                 * @example FI
                                 */
                                code: string;
                                /**
                                 * @description Members.
                                 * @example 12
                                 */
                                count: number;
                            }[];
                        };
                        /** @description This page. */
                        items: components["schemas"]["MemberView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Member.read": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have; returns 304 if it has not changed. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Member.end": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description ETag of what you read, so that you change nothing else. */
                "If-Match"?: components["parameters"]["IfMatchIfSent"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MembershipChangeDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Member.history": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["MembershipStepView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Member.reinstate": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description ETag of what you read, so that you change nothing else. */
                "If-Match"?: components["parameters"]["IfMatchIfSent"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MembershipChangeDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Member.suspend": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description ETag of what you read, so that you change nothing else. */
                "If-Match"?: components["parameters"]["IfMatchIfSent"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MembershipChangeDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "MembershipApplication.list": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Applications in these states. */
                status?: ("applied" | "approved" | "rejected")[];
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["ApplicationView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "MembershipApplication.apply": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MembershipApplicationDto"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationMade"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "MembershipApplication.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationDetailView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "MembershipApplication.renewActivation": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted; processed later. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivationView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "MembershipApplication.decide": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "MembershipDecision.list": {
        parameters: {
            query?: {
                /** @description Only by the principal with this id. */
                by?: string;
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Only from this day on, in Brussels. */
                since?: string;
                /** @description Whether to count all items of the list. */
                total?: boolean;
                /** @description Only until this day, in Brussels, which is included. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["MembershipDecisionView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Token.issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    /** @description Unless sent by HTTP Basic. */
                    client_id?: string;
                    /**
                     * Format: password
                     * @description Unless sent by HTTP Basic.
                     */
                    client_secret?: string;
                    /**
                     * @description How the client authenticates itself.
                     * @enum {string}
                     */
                    grant_type: "client_credentials";
                    /** @description Roles, separated by spaces; the token always has all roles of the client. */
                    scope?: string;
                };
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Bounce.take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The whole report, with its headers. */
        requestBody: {
            content: {
                "message/rfc822": string;
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportTakenView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OperationsRouting.list": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Of one consumer group. */
                group?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description In this state. */
                state?: "dead" | "parked";
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatheredDeadLettersView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OperationsRouting.letter": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `<app>:<uuid>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OperationsRouting.discard": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<app>:<uuid>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiscardDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DiscardView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OperationsRouting.redrive": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<app>:<uuid>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedriveView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OperationsRouting.jobs": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Of one kind. */
                kind?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatheredJobsView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OperationsRouting.job": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `<app>:<uuid>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OperationsRouting.discardJob": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<app>:<uuid>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiscardDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DiscardView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OperationsRouting.redriveJob": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<app>:<uuid>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobRedriveView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OperationsRouting.outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutboxesView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "RebuildRouting.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatheredRebuildsView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "RebuildRouting.start": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RebuildDto"];
            };
        };
        responses: {
            /** @description Accepted; processed later. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RebuildView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "RebuildRouting.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `<app>:<uuid>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RebuildView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Suppression.lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuppressedAddressDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiftedView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Person.list": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Only these persons, by their ids. */
                id?: string[];
                /** @description Items on one page. */
                limit?: number;
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["PersonView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Person.erase": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no content. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "PracticeStep.list": {
        parameters: {
            query?: {
                /** @description Only by the principal with this id. */
                by?: string;
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Only from this day on, in Brussels. */
                since?: string;
                /** @description Whether to count all items of the list. */
                total?: boolean;
                /** @description Only until this day, in Brussels, which is included. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["StepOfPracticeView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Practice.list": {
        parameters: {
            query?: {
                /** @description Aims. */
                aim?: ("employment" | "training" | "education" | "social-integration" | "cultural" | "health" | "legal-political" | "other" | "not-stated")[];
                /** @description Conditions that must all hold besides, each as `parameter:code`: with `aim=employment`, `also=aim:training` finds practices that have both aims. */
                also?: string[];
                /** @description Practices that have a value for each of these. */
                answered?: ("country" | "dimension" | "theme" | "aim" | "targetGroup" | "fundingSource" | "range" | "organiserKind" | "partnerKind" | "evaluation" | "replicated" | "basicPrinciple" | "label" | "endDate")[];
                /** @description `me`: published practices that you have assessed. */
                assessedBy?: "me";
                /** @description Practices on which this principal has a task: `me`, or, for the steering committee, any id, or `nobody` for those that nobody looks after. */
                assignedTo?: string;
                /** @description Common Basic Principles, by number. */
                basicPrinciple?: ("1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "not-stated")[];
                /** @description Beneficiaries, at least. */
                beneficiariesFrom?: number;
                /** @description Beneficiaries, at most. */
                beneficiariesTo?: number;
                /** @description Largest amount in euros, whatever it covers, at least. */
                budgetFrom?: number;
                /** @description Largest amount in euros, whatever it covers, at most. */
                budgetTo?: number;
                /** @description Whether the fact sheet has everything that publication requires. */
                complete?: boolean;
                /** @description Countries (ISO 3166-1 alpha-2). */
                country?: ("AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW" | "not-stated")[];
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Dimensions of integration. */
                dimension?: ("legal-political" | "socio-economic" | "cultural" | "not-stated")[];
                /** @description Ends: a year, `before-` a year, `continuing`, or `not-stated`. */
                endDate?: string[];
                /** @description Whether it was evaluated. */
                evaluation?: ("yes" | "no" | "planned" | "unknown" | "not-stated")[];
                /** @description Count the practices of the list by these, each without its own filter; `member`: by the members that own them. */
                facets?: ("country" | "dimension" | "theme" | "aim" | "targetGroup" | "fundingSource" | "range" | "organiserKind" | "partnerKind" | "evaluation" | "replicated" | "basicPrinciple" | "label" | "endDate" | "member")[];
                /** @description Funding sources. */
                fundingSource?: ("local" | "regional" | "national" | "eu" | "private" | "other" | "not-stated")[];
                /** @description Show what `q` found of each practice as `highlights`: pieces of text in parts, those that match marked; the languages of `lang` first. */
                highlight?: boolean;
                /** @description `good-practice`: awarded by peers; `none`: not. */
                label?: ("good-practice" | "none" | "not-stated")[];
                /** @description Languages in which a title exists, original or translated. Tags such as `pt-BR` count as their language; `no`, `nb` and `nn` as each other. */
                lang?: ("aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu")[];
                /** @description Items on one page. */
                limit?: number;
                /** @description Read in the languages of `Accept-Language`; a single `lang` takes precedence. */
                localised?: boolean;
                /** @description Ids of the members that own the practice. */
                member?: string[];
                /** @description Regions (NUTS): a code stands for all regions in it. */
                nuts?: string[];
                /** @description Whether the practice is still running. */
                ongoing?: boolean;
                /** @description Kinds of organisers. */
                organiserKind?: ("city" | "region" | "province" | "national-authority" | "ngo" | "university" | "agency" | "company" | "other" | "not-stated")[];
                /** @description Kinds of partners. */
                partnerKind?: ("migrant-associations" | "ngos" | "employers-trade-unions" | "public-authorities" | "academia" | "other" | "not-stated")[];
                /** @description Words to find, in any language: in titles, prose and names, and as names of codes, so that `mieszkanie` finds practices about housing. Accents, case, endings and small mistakes do not matter; what has all the words comes first. With "quotation marks", OR or -not exactly what is written is found. */
                q?: string;
                /** @description Range of the practice. */
                range?: ("regional-municipal" | "national" | "eu-international" | "not-stated")[];
                /** @description Whether it was replicated elsewhere. */
                replicated?: ("yes" | "no" | "scope" | "unknown" | "not-stated")[];
                /** @description Default: relevance with `q`; due for a queue (due first, then waiting longest); submitted for `status=submitted` (waiting longest first); otherwise published (newest first). */
                sort?: "published" | "updated" | "started" | "submitted" | "title" | "adoptions" | "relevance" | "due";
                /** @description Whether it says how staff is trained. */
                staffTraining?: boolean;
                /** @description Started on this day or later; a date of which only the year is known counts if it may fit. */
                startedFrom?: string;
                /** @description Started on this day or earlier; a date of which only the year is known counts if it may fit. */
                startedTo?: string;
                /** @description Versions in these states; except for `published`, only those of your own member. Default: published. */
                status?: ("draft" | "submitted" | "changes-requested" | "published" | "merged" | "withdrawn")[];
                /** @description Target groups. */
                targetGroup?: ("newly-arrived" | "women" | "parents" | "children" | "youth" | "students" | "elderly" | "refugees-asylum-seekers" | "undocumented" | "low-literacy" | "disadvantaged" | "job-seekers" | "workers" | "entrepreneurs" | "employers" | "civil-servants" | "professionals" | "policymakers" | "host-community" | "general" | "not-stated")[];
                /** @description Themes. */
                theme?: ("civic-participation" | "reception-and-legal-support" | "employment" | "education-and-training" | "housing-and-health" | "anti-racism-and-intercultural-dialogue" | "language-training" | "public-service-adaptation" | "not-stated")[];
                /** @description Whether to count all items of the list. */
                total?: boolean;
                /** @description Practices that have no value for at least one of these. */
                unanswered?: ("country" | "dimension" | "theme" | "aim" | "targetGroup" | "fundingSource" | "range" | "organiserKind" | "partnerKind" | "evaluation" | "replicated" | "basicPrinciple" | "label" | "endDate")[];
                /** @description Who must act next: `owner`, who has the version; `secretariat`, to which it was submitted, whoever looks after it; `translator`: published practices of your member with a translation whose original has changed since; or `me`, if it is for you to submit, publish or assess it. */
                waitingFor?: "me" | "owner" | "secretariat" | "translator";
            };
            header?: {
                /** @description Languages to read in (RFC 9110); used only with `localised=true`. */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description With `facets`: how many practices of the list have each code, without the filter of the same name. */
                        facets?: {
                            [key: string]: {
                                /**
                                 * @description As it is sent.
                                 * @example IT
                                 */
                                code: string;
                                /**
                                 * @description Practices.
                                 * @example 12
                                 */
                                count: number;
                            }[];
                        };
                        /** @description This page. */
                        items: components["schemas"]["ListedPracticeView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Practice.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FactSheetDto"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Practice.read": {
        parameters: {
            query?: {
                /** @description Read in this language: each prose field is `{text, lang, translation, stale}` instead of a map of languages. Tags such as `pt-BR` count as their language. */
                lang?: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu";
                /** @description Read in the languages of `Accept-Language`, else in English, else in the original language. */
                localised?: boolean;
                /** @description `draft` shows the working version, for its owner and the steering committee. */
                version?: "draft";
            };
            header?: {
                /** @description Languages to read in (RFC 9110); used only with `localised=true`. */
                "Accept-Language"?: string;
                /** @description ETag of what you have; returns 304 if it has not changed. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Practice.revise": {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of what you read; `*` for any state. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FactSheetDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Practice.patch": {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of what you read; `*` for any state. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Adoption.chain": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChainView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Adoption.list": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["AdoptionView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Adoption.adopt": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdoptionDto"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdoptionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Adoption.read": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have; returns 304 if it has not changed. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Id of the adoption. */
                adoptionId: string;
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdoptionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Adoption.change": {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of what you read; `*` for any state. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Id of the adoption. */
                adoptionId: string;
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdoptionDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdoptionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Assessment.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssessmentListView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Assessment.assess": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssessmentDto"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssessmentView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Assessment.read": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have; returns 304 if it has not changed. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Id of the assessment. */
                assessmentId: string;
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssessmentView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Assessment.change": {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of what you read; `*` for any state. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Id of the assessment. */
                assessmentId: string;
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssessmentDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssessmentView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Assessment.withdraw": {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of what you read; `*` for any state. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Id of the assessment. */
                assessmentId: string;
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no content. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Assignment.assign": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description ETag of what you read, so that you change nothing else. */
                "If-Match"?: components["parameters"]["IfMatchIfSent"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignmentDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentListView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Assignment.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentListView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Practice.requestChanges": {
        parameters: {
            query?: never;
            header: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description ETag of what you read; `*` for any state. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeRequestDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Practice.answerRequest": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description ETag of what you read, so that you change nothing else. */
                "If-Match"?: components["parameters"]["IfMatchIfSent"];
            };
            path: {
                /** @description Its id. */
                id: string;
                /** @description Number of the requested change. */
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestAnswerDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "PracticeHistory.steps": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["StepView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Practice.merge": {
        parameters: {
            query?: never;
            header: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description ETag of what you read; `*` for any state. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergerDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Practice.reverseMerger": {
        parameters: {
            query?: never;
            header: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description ETag of what you read; `*` for any state. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawalDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "PracticeHistory.mergers": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["MergedPracticeView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Practice.publish": {
        parameters: {
            query?: never;
            header: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description ETag of what you read; `*` for any state. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OptionalReasonDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Question.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskableView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Question.ask": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuestionDto"];
            };
        };
        responses: {
            /** @description Accepted; processed later. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionAcceptedView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Similar.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimilarPracticesView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Practice.submit": {
        parameters: {
            query?: never;
            header: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description ETag of what you read; `*` for any state. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OptionalReasonDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Translation.job": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
                /** @description Of the job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TranslationJobView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Translation.list": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have; returns 304 if it has not changed. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TranslationsView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Translation.read": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have; returns 304 if it has not changed. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Its id. */
                id: string;
                /** @description Two-letter code (ISO 639-1). */
                lang: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TranslationView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Translation.put": {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of what you read; `*` for any state. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Its id. */
                id: string;
                /** @description Two-letter code (ISO 639-1). */
                lang: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TranslationDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TranslationView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Translation.history": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
                /** @description Two-letter code (ISO 639-1). */
                lang: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["TranslationStateView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Translation.request": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Its id. */
                id: string;
                /** @description Two-letter code (ISO 639-1). */
                lang: "aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted; processed later. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TranslationJobView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "PracticeHistory.versions": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["VersionView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "PracticeHistory.version": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
                /** @description Number of the version. */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "PracticeHistory.changes": {
        parameters: {
            query?: {
                /** @description Number of the version to compare with; default: the one published before it. */
                from?: number;
            };
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
                /** @description Number of the version. */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionChangesView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Practice.withdraw": {
        parameters: {
            query?: never;
            header: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description ETag of what you read; `*` for any state. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawalDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Practice.ids": {
        parameters: {
            query?: {
                /** @description Aims. */
                aim?: ("employment" | "training" | "education" | "social-integration" | "cultural" | "health" | "legal-political" | "other" | "not-stated")[];
                /** @description Conditions that must all hold besides, each as `parameter:code`: with `aim=employment`, `also=aim:training` finds practices that have both aims. */
                also?: string[];
                /** @description Practices that have a value for each of these. */
                answered?: ("country" | "dimension" | "theme" | "aim" | "targetGroup" | "fundingSource" | "range" | "organiserKind" | "partnerKind" | "evaluation" | "replicated" | "basicPrinciple" | "label" | "endDate")[];
                /** @description Common Basic Principles, by number. */
                basicPrinciple?: ("1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "not-stated")[];
                /** @description Beneficiaries, at least. */
                beneficiariesFrom?: number;
                /** @description Beneficiaries, at most. */
                beneficiariesTo?: number;
                /** @description Largest amount in euros, whatever it covers, at least. */
                budgetFrom?: number;
                /** @description Largest amount in euros, whatever it covers, at most. */
                budgetTo?: number;
                /** @description Whether the fact sheet has everything that publication requires. */
                complete?: boolean;
                /** @description Countries (ISO 3166-1 alpha-2). */
                country?: ("AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW" | "not-stated")[];
                /** @description `next` of the previous page. */
                cursor?: string;
                /** @description Dimensions of integration. */
                dimension?: ("legal-political" | "socio-economic" | "cultural" | "not-stated")[];
                /** @description Ends: a year, `before-` a year, `continuing`, or `not-stated`. */
                endDate?: string[];
                /** @description Whether it was evaluated. */
                evaluation?: ("yes" | "no" | "planned" | "unknown" | "not-stated")[];
                /** @description Funding sources. */
                fundingSource?: ("local" | "regional" | "national" | "eu" | "private" | "other" | "not-stated")[];
                /** @description `good-practice`: awarded by peers; `none`: not. */
                label?: ("good-practice" | "none" | "not-stated")[];
                /** @description Languages in which a title exists, original or translated. Tags such as `pt-BR` count as their language; `no`, `nb` and `nn` as each other. */
                lang?: ("aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu")[];
                /** @description Items on one page. */
                limit?: number;
                /** @description Ids of the members that own the practice. */
                member?: string[];
                /** @description Regions (NUTS): a code stands for all regions in it. */
                nuts?: string[];
                /** @description Whether the practice is still running. */
                ongoing?: boolean;
                /** @description Kinds of organisers. */
                organiserKind?: ("city" | "region" | "province" | "national-authority" | "ngo" | "university" | "agency" | "company" | "other" | "not-stated")[];
                /** @description Kinds of partners. */
                partnerKind?: ("migrant-associations" | "ngos" | "employers-trade-unions" | "public-authorities" | "academia" | "other" | "not-stated")[];
                /** @description Words to find, in any language: in titles, prose and names, and as names of codes, so that `mieszkanie` finds practices about housing. Accents, case, endings and small mistakes do not matter; what has all the words comes first. With "quotation marks", OR or -not exactly what is written is found. */
                q?: string;
                /** @description Range of the practice. */
                range?: ("regional-municipal" | "national" | "eu-international" | "not-stated")[];
                /** @description Whether it was replicated elsewhere. */
                replicated?: ("yes" | "no" | "scope" | "unknown" | "not-stated")[];
                /** @description Whether it says how staff is trained. */
                staffTraining?: boolean;
                /** @description Started on this day or later; a date of which only the year is known counts if it may fit. */
                startedFrom?: string;
                /** @description Started on this day or earlier; a date of which only the year is known counts if it may fit. */
                startedTo?: string;
                /** @description Target groups. */
                targetGroup?: ("newly-arrived" | "women" | "parents" | "children" | "youth" | "students" | "elderly" | "refugees-asylum-seekers" | "undocumented" | "low-literacy" | "disadvantaged" | "job-seekers" | "workers" | "entrepreneurs" | "employers" | "civil-servants" | "professionals" | "policymakers" | "host-community" | "general" | "not-stated")[];
                /** @description Themes. */
                theme?: ("civic-participation" | "reception-and-legal-support" | "employment" | "education-and-training" | "housing-and-health" | "anti-racism-and-intercultural-dialogue" | "language-training" | "public-service-adaptation" | "not-stated")[];
                /** @description Practices that have no value for at least one of these. */
                unanswered?: ("country" | "dimension" | "theme" | "aim" | "targetGroup" | "fundingSource" | "range" | "organiserKind" | "partnerKind" | "evaluation" | "replicated" | "basicPrinciple" | "label" | "endDate")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["PracticeIdView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Practice.points": {
        parameters: {
            query?: {
                /** @description Aims. */
                aim?: ("employment" | "training" | "education" | "social-integration" | "cultural" | "health" | "legal-political" | "other" | "not-stated")[];
                /** @description Conditions that must all hold besides, each as `parameter:code`: with `aim=employment`, `also=aim:training` finds practices that have both aims. */
                also?: string[];
                /** @description Practices that have a value for each of these. */
                answered?: ("country" | "dimension" | "theme" | "aim" | "targetGroup" | "fundingSource" | "range" | "organiserKind" | "partnerKind" | "evaluation" | "replicated" | "basicPrinciple" | "label" | "endDate")[];
                /** @description Common Basic Principles, by number. */
                basicPrinciple?: ("1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "not-stated")[];
                /** @description Beneficiaries, at least. */
                beneficiariesFrom?: number;
                /** @description Beneficiaries, at most. */
                beneficiariesTo?: number;
                /** @description Largest amount in euros, whatever it covers, at least. */
                budgetFrom?: number;
                /** @description Largest amount in euros, whatever it covers, at most. */
                budgetTo?: number;
                /** @description Whether the fact sheet has everything that publication requires. */
                complete?: boolean;
                /** @description Countries (ISO 3166-1 alpha-2). */
                country?: ("AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW" | "not-stated")[];
                /** @description `next` of the previous page. */
                cursor?: string;
                /** @description Dimensions of integration. */
                dimension?: ("legal-political" | "socio-economic" | "cultural" | "not-stated")[];
                /** @description Ends: a year, `before-` a year, `continuing`, or `not-stated`. */
                endDate?: string[];
                /** @description Whether it was evaluated. */
                evaluation?: ("yes" | "no" | "planned" | "unknown" | "not-stated")[];
                /** @description Funding sources. */
                fundingSource?: ("local" | "regional" | "national" | "eu" | "private" | "other" | "not-stated")[];
                /** @description `good-practice`: awarded by peers; `none`: not. */
                label?: ("good-practice" | "none" | "not-stated")[];
                /** @description Languages in which a title exists, original or translated. Tags such as `pt-BR` count as their language; `no`, `nb` and `nn` as each other. */
                lang?: ("aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu")[];
                /** @description Items on one page. */
                limit?: number;
                /** @description Ids of the members that own the practice. */
                member?: string[];
                /** @description Regions (NUTS): a code stands for all regions in it. */
                nuts?: string[];
                /** @description Whether the practice is still running. */
                ongoing?: boolean;
                /** @description Kinds of organisers. */
                organiserKind?: ("city" | "region" | "province" | "national-authority" | "ngo" | "university" | "agency" | "company" | "other" | "not-stated")[];
                /** @description Kinds of partners. */
                partnerKind?: ("migrant-associations" | "ngos" | "employers-trade-unions" | "public-authorities" | "academia" | "other" | "not-stated")[];
                /** @description Words to find, in any language: in titles, prose and names, and as names of codes, so that `mieszkanie` finds practices about housing. Accents, case, endings and small mistakes do not matter; what has all the words comes first. With "quotation marks", OR or -not exactly what is written is found. */
                q?: string;
                /** @description Range of the practice. */
                range?: ("regional-municipal" | "national" | "eu-international" | "not-stated")[];
                /** @description Whether it was replicated elsewhere. */
                replicated?: ("yes" | "no" | "scope" | "unknown" | "not-stated")[];
                /** @description Whether it says how staff is trained. */
                staffTraining?: boolean;
                /** @description Started on this day or later; a date of which only the year is known counts if it may fit. */
                startedFrom?: string;
                /** @description Started on this day or earlier; a date of which only the year is known counts if it may fit. */
                startedTo?: string;
                /** @description Target groups. */
                targetGroup?: ("newly-arrived" | "women" | "parents" | "children" | "youth" | "students" | "elderly" | "refugees-asylum-seekers" | "undocumented" | "low-literacy" | "disadvantaged" | "job-seekers" | "workers" | "entrepreneurs" | "employers" | "civil-servants" | "professionals" | "policymakers" | "host-community" | "general" | "not-stated")[];
                /** @description Themes. */
                theme?: ("civic-participation" | "reception-and-legal-support" | "employment" | "education-and-training" | "housing-and-health" | "anti-racism-and-intercultural-dialogue" | "language-training" | "public-service-adaptation" | "not-stated")[];
                /** @description Practices that have no value for at least one of these. */
                unanswered?: ("country" | "dimension" | "theme" | "aim" | "targetGroup" | "fundingSource" | "range" | "organiserKind" | "partnerKind" | "evaluation" | "replicated" | "basicPrinciple" | "label" | "endDate")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["PointView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "PrincipalNames.list": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Only these, by their ids. */
                id?: string[];
                /** @description Items on one page. */
                limit?: number;
                /** @description Only those who hold one of these roles now. */
                role?: ("member-editor" | "reviewer" | "steering" | "official" | "admin")[];
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["PrincipalNameView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "SavedSearch.list": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["SavedSearchView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "SavedSearch.save": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedSearchDto"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedSearchView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "SavedSearch.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedSearchView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "SavedSearch.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no content. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "SavedSearch.follow": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no content. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Session.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Session.backChannelLogout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    /** @description Logout token (JWT). */
                    logout_token: string;
                };
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Session.callback": {
        parameters: {
            query?: {
                /** @description Code of the sign-in. */
                code?: string;
                /** @description Why the issuer refused. */
                error?: string;
                /** @description The issuer. */
                iss?: string;
                /** @description The state with which the sign-in began. */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Session.signIn": {
        parameters: {
            query?: {
                /** @description Where the browser goes after the sign-in: a path of this host. */
                returnTo?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Session.signOut": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedOutView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Statistics.practices": {
        parameters: {
            query: {
                /** @description Aims. */
                aim?: ("employment" | "training" | "education" | "social-integration" | "cultural" | "health" | "legal-political" | "other" | "not-stated")[];
                /** @description Conditions that must all hold besides, each as `parameter:code`: with `aim=employment`, `also=aim:training` finds practices that have both aims. */
                also?: string[];
                /** @description Practices that have a value for each of these. */
                answered?: ("country" | "dimension" | "theme" | "aim" | "targetGroup" | "fundingSource" | "range" | "organiserKind" | "partnerKind" | "evaluation" | "replicated" | "basicPrinciple" | "label" | "endDate")[];
                /** @description Count what was public at a moment (RFC 3339), or at the end of a day in Brussels: the versions of then, with the labels of then. Rows name no lists, because a list shows what is public now. */
                asOf?: string;
                /** @description Common Basic Principles, by number. */
                basicPrinciple?: ("1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "not-stated")[];
                /** @description Beneficiaries, at least. */
                beneficiariesFrom?: number;
                /** @description Beneficiaries, at most. */
                beneficiariesTo?: number;
                /** @description Whether CSV begins with a byte order mark, by which Excel knows UTF-8. */
                bom?: boolean;
                /** @description Largest amount in euros, whatever it covers, at least. */
                budgetFrom?: number;
                /** @description Largest amount in euros, whatever it covers, at most. */
                budgetTo?: number;
                /** @description Dimensions to count by: one or two, repeated or separated by commas. */
                by: ("country" | "dimension" | "theme" | "aim" | "targetGroup" | "fundingSource" | "range" | "organiserKind" | "partnerKind" | "evaluation" | "replicated" | "basicPrinciple" | "label" | "endDate")[];
                /** @description Whether the fact sheet has everything that publication requires. */
                complete?: boolean;
                /** @description Countries (ISO 3166-1 alpha-2). */
                country?: ("AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW" | "not-stated")[];
                /** @description Dimensions of integration. */
                dimension?: ("legal-political" | "socio-economic" | "cultural" | "not-stated")[];
                /** @description Ends: a year, `before-` a year, `continuing`, or `not-stated`. */
                endDate?: string[];
                /** @description First year of `endDate` to count separately; earlier years become `before-<year>`. */
                endYearsFrom?: number;
                /** @description Whether it was evaluated. */
                evaluation?: ("yes" | "no" | "planned" | "unknown" | "not-stated")[];
                /** @description Default: `csv` if `Accept` prefers it, else `json`. Other formats than `json` are for people: there `lang` is the language of the labels, one of the official languages of the EU, and no filter. `svg` is a chart. */
                format?: "json" | "csv" | "svg";
                /** @description Funding sources. */
                fundingSource?: ("local" | "regional" | "national" | "eu" | "private" | "other" | "not-stated")[];
                /** @description `good-practice`: awarded by peers; `none`: not. */
                label?: ("good-practice" | "none" | "not-stated")[];
                /** @description Languages in which a title exists, original or translated. Tags such as `pt-BR` count as their language; `no`, `nb` and `nn` as each other. */
                lang?: ("aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu")[];
                /** @description Ids of the members that own the practice. */
                member?: string[];
                /** @description Regions (NUTS): a code stands for all regions in it. */
                nuts?: string[];
                /** @description Whether the practice is still running. */
                ongoing?: boolean;
                /** @description Kinds of organisers. */
                organiserKind?: ("city" | "region" | "province" | "national-authority" | "ngo" | "university" | "agency" | "company" | "other" | "not-stated")[];
                /** @description Kinds of partners. */
                partnerKind?: ("migrant-associations" | "ngos" | "employers-trade-unions" | "public-authorities" | "academia" | "other" | "not-stated")[];
                /** @description Words to find, in any language: in titles, prose and names, and as names of codes, so that `mieszkanie` finds practices about housing. Accents, case, endings and small mistakes do not matter; what has all the words comes first. With "quotation marks", OR or -not exactly what is written is found. */
                q?: string;
                /** @description Range of the practice. */
                range?: ("regional-municipal" | "national" | "eu-international" | "not-stated")[];
                /** @description Whether it was replicated elsewhere. */
                replicated?: ("yes" | "no" | "scope" | "unknown" | "not-stated")[];
                /** @description Whether it says how staff is trained. */
                staffTraining?: boolean;
                /** @description Started on this day or later; a date of which only the year is known counts if it may fit. */
                startedFrom?: string;
                /** @description Started on this day or earlier; a date of which only the year is known counts if it may fit. */
                startedTo?: string;
                /** @description Target groups. */
                targetGroup?: ("newly-arrived" | "women" | "parents" | "children" | "youth" | "students" | "elderly" | "refugees-asylum-seekers" | "undocumented" | "low-literacy" | "disadvantaged" | "job-seekers" | "workers" | "entrepreneurs" | "employers" | "civil-servants" | "professionals" | "policymakers" | "host-community" | "general" | "not-stated")[];
                /** @description Themes. */
                theme?: ("civic-participation" | "reception-and-legal-support" | "employment" | "education-and-training" | "housing-and-health" | "anti-racism-and-intercultural-dialogue" | "language-training" | "public-service-adaptation" | "not-stated")[];
                /** @description Practices that have no value for at least one of these. */
                unanswered?: ("country" | "dimension" | "theme" | "aim" | "targetGroup" | "fundingSource" | "range" | "organiserKind" | "partnerKind" | "evaluation" | "replicated" | "basicPrinciple" | "label" | "endDate")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatisticsView"];
                    "image/svg+xml": string;
                    "text/csv": string;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Statistics.priorities": {
        parameters: {
            query?: {
                /** @description Aims. */
                aim?: ("employment" | "training" | "education" | "social-integration" | "cultural" | "health" | "legal-political" | "other" | "not-stated")[];
                /** @description Conditions that must all hold besides, each as `parameter:code`: with `aim=employment`, `also=aim:training` finds practices that have both aims. */
                also?: string[];
                /** @description Practices that have a value for each of these. */
                answered?: ("country" | "dimension" | "theme" | "aim" | "targetGroup" | "fundingSource" | "range" | "organiserKind" | "partnerKind" | "evaluation" | "replicated" | "basicPrinciple" | "label" | "endDate")[];
                /** @description Count what was public at a moment (RFC 3339), or at the end of a day in Brussels: the versions of then, with the labels of then. Rows name no lists, because a list shows what is public now. */
                asOf?: string;
                /** @description Common Basic Principles, by number. */
                basicPrinciple?: ("1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "not-stated")[];
                /** @description Beneficiaries, at least. */
                beneficiariesFrom?: number;
                /** @description Beneficiaries, at most. */
                beneficiariesTo?: number;
                /** @description Whether CSV begins with a byte order mark, by which Excel knows UTF-8. */
                bom?: boolean;
                /** @description Largest amount in euros, whatever it covers, at least. */
                budgetFrom?: number;
                /** @description Largest amount in euros, whatever it covers, at most. */
                budgetTo?: number;
                /** @description Whether the fact sheet has everything that publication requires. */
                complete?: boolean;
                /** @description Countries (ISO 3166-1 alpha-2). */
                country?: ("AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW" | "not-stated")[];
                /** @description Dimensions of integration. */
                dimension?: ("legal-political" | "socio-economic" | "cultural" | "not-stated")[];
                /** @description Ends: a year, `before-` a year, `continuing`, or `not-stated`. */
                endDate?: string[];
                /** @description Whether it was evaluated. */
                evaluation?: ("yes" | "no" | "planned" | "unknown" | "not-stated")[];
                /** @description Default: `csv` if `Accept` prefers it, else `json`. Other formats than `json` are for people: there `lang` is the language of the labels, one of the official languages of the EU, and no filter. */
                format?: "json" | "csv";
                /** @description Funding sources. */
                fundingSource?: ("local" | "regional" | "national" | "eu" | "private" | "other" | "not-stated")[];
                /** @description `good-practice`: awarded by peers; `none`: not. */
                label?: ("good-practice" | "none" | "not-stated")[];
                /** @description Languages in which a title exists, original or translated. Tags such as `pt-BR` count as their language; `no`, `nb` and `nn` as each other. */
                lang?: ("aa" | "ab" | "ae" | "af" | "ak" | "am" | "an" | "ar" | "as" | "av" | "ay" | "az" | "ba" | "be" | "bg" | "bi" | "bm" | "bn" | "bo" | "br" | "bs" | "ca" | "ce" | "ch" | "co" | "cr" | "cs" | "cu" | "cv" | "cy" | "da" | "de" | "dv" | "dz" | "ee" | "el" | "en" | "eo" | "es" | "et" | "eu" | "fa" | "ff" | "fi" | "fj" | "fo" | "fr" | "fy" | "ga" | "gd" | "gl" | "gn" | "gu" | "gv" | "ha" | "he" | "hi" | "ho" | "hr" | "ht" | "hu" | "hy" | "hz" | "ia" | "id" | "ie" | "ig" | "ii" | "ik" | "io" | "is" | "it" | "iu" | "ja" | "jv" | "ka" | "kg" | "ki" | "kj" | "kk" | "kl" | "km" | "kn" | "ko" | "kr" | "ks" | "ku" | "kv" | "kw" | "ky" | "la" | "lb" | "lg" | "li" | "ln" | "lo" | "lt" | "lu" | "lv" | "mg" | "mh" | "mi" | "mk" | "ml" | "mn" | "mr" | "ms" | "mt" | "my" | "na" | "nb" | "nd" | "ne" | "ng" | "nl" | "nn" | "no" | "nr" | "nv" | "ny" | "oc" | "oj" | "om" | "or" | "os" | "pa" | "pi" | "pl" | "ps" | "pt" | "qu" | "rm" | "rn" | "ro" | "ru" | "rw" | "sa" | "sc" | "sd" | "se" | "sg" | "si" | "sk" | "sl" | "sm" | "sn" | "so" | "sq" | "sr" | "ss" | "st" | "su" | "sv" | "sw" | "ta" | "te" | "tg" | "th" | "ti" | "tk" | "tl" | "tn" | "to" | "tr" | "ts" | "tt" | "tw" | "ty" | "ug" | "uk" | "ur" | "uz" | "ve" | "vi" | "vo" | "wa" | "wo" | "xh" | "yi" | "yo" | "za" | "zh" | "zu")[];
                /** @description Ids of the members that own the practice. */
                member?: string[];
                /** @description Regions (NUTS): a code stands for all regions in it. */
                nuts?: string[];
                /** @description Whether the practice is still running. */
                ongoing?: boolean;
                /** @description Kinds of organisers. */
                organiserKind?: ("city" | "region" | "province" | "national-authority" | "ngo" | "university" | "agency" | "company" | "other" | "not-stated")[];
                /** @description Kinds of partners. */
                partnerKind?: ("migrant-associations" | "ngos" | "employers-trade-unions" | "public-authorities" | "academia" | "other" | "not-stated")[];
                /** @description Words to find, in any language: in titles, prose and names, and as names of codes, so that `mieszkanie` finds practices about housing. Accents, case, endings and small mistakes do not matter; what has all the words comes first. With "quotation marks", OR or -not exactly what is written is found. */
                q?: string;
                /** @description Range of the practice. */
                range?: ("regional-municipal" | "national" | "eu-international" | "not-stated")[];
                /** @description Whether it was replicated elsewhere. */
                replicated?: ("yes" | "no" | "scope" | "unknown" | "not-stated")[];
                /** @description Whether it says how staff is trained. */
                staffTraining?: boolean;
                /** @description Started on this day or later; a date of which only the year is known counts if it may fit. */
                startedFrom?: string;
                /** @description Started on this day or earlier; a date of which only the year is known counts if it may fit. */
                startedTo?: string;
                /** @description Target groups. */
                targetGroup?: ("newly-arrived" | "women" | "parents" | "children" | "youth" | "students" | "elderly" | "refugees-asylum-seekers" | "undocumented" | "low-literacy" | "disadvantaged" | "job-seekers" | "workers" | "entrepreneurs" | "employers" | "civil-servants" | "professionals" | "policymakers" | "host-community" | "general" | "not-stated")[];
                /** @description Themes. */
                theme?: ("civic-participation" | "reception-and-legal-support" | "employment" | "education-and-training" | "housing-and-health" | "anti-racism-and-intercultural-dialogue" | "language-training" | "public-service-adaptation" | "not-stated")[];
                /** @description Practices that have no value for at least one of these. */
                unanswered?: ("country" | "dimension" | "theme" | "aim" | "targetGroup" | "fundingSource" | "range" | "organiserKind" | "partnerKind" | "evaluation" | "replicated" | "basicPrinciple" | "label" | "endDate")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatisticsView"];
                    "text/csv": string;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Submission.list": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Whether to list only the newest version sent under each external id. */
                latest?: boolean;
                /** @description Items on one page. */
                limit?: number;
                /** @description Default: all. */
                state?: ("accepted" | "applied" | "unchanged" | "superseded" | "refused")[];
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["SubmissionView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Submission.submit": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description As application/x-ndjson: one on each line. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmissionDto"];
                "application/x-ndjson": components["schemas"]["SubmissionDto"];
            };
        };
        responses: {
            /** @description Accepted; processed later. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedView"];
                    "application/x-ndjson": string;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Submission.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmissionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Submission.readByExternalId": {
        parameters: {
            query: {
                /** @description Id of the practice in your system. */
                externalId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmissionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Submission.withdraw": {
        parameters: {
            query: {
                /** @description Id of the practice in your system. */
                externalId: string;
                /** @description Must be higher than those of the submissions to withdraw. */
                sourceVersion: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted; processed later. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Subscription.list": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Default: all. */
                state?: ("pending" | "active" | "paused" | "failed")[];
                /** @description Whether to count all items of the list. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["SubscriptionView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Subscription.subscribe": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscriptionDto"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionMade"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Subscription.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Subscription.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no content. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Delivery.change": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnSubscriptionChangeDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Delivery.list": {
        parameters: {
            query?: {
                /** @description `next` or `previous` of another page; it stays valid while data change. */
                cursor?: string;
                /** @description Items on one page. */
                limit?: number;
                /** @description Queued then or later. */
                since?: string;
                /** @description Deliveries in these states. */
                state?: ("pending" | "gathered" | "delivered" | "failed")[];
                /** @description Whether to count all items of the list. */
                total?: boolean;
                /** @description Of events of this type; `*` matches anything. */
                type?: string;
                /** @description Queued before. */
                until?: string;
            };
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description This page. */
                        items: components["schemas"]["DeliveryView"][];
                        /**
                         * @description `cursor` of the next page; null at the end.
                         * @example null
                         */
                        next: string | null;
                        /**
                         * @description `cursor` of the page before; null on the first one.
                         * @example null
                         */
                        previous: string | null;
                        /**
                         * @description Number of items in the whole list; with `total=true`.
                         * @example 37
                         */
                        total?: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Subscription.pause": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Delivery.recover": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key and body return the first response again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Subscription.rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Subscription.test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "SubscriptionLink.confirm": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret of the link in a mail. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "SubscriptionLink.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret of the link in a mail. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "SubscriptionLink.end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret of the link in a mail. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no content. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "SubscriptionLink.change": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret of the link in a mail. */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscriptionChangeDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "SubscriptionLink.pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret of the link in a mail. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "SubscriptionLink.recover": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret of the link in a mail. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "SubscriptionLink.unsubscribe": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret of the link in a mail. */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["OneClickDto"];
            };
        };
        responses: {
            /** @description Done; no content. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Preview.preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewDto"];
            };
        };
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "TranslationResult.take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TranslationResultDto"];
            };
        };
        responses: {
            /** @description Done; no content. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Vocabularies.read": {
        parameters: {
            query?: {
                /** @description The language of the labels; other words for the same stand beside them as `synonyms`. Tags such as `pt-BR` count as their language. Default: labels in English, without synonyms. */
                lang?: "bg" | "cs" | "da" | "de" | "el" | "en" | "es" | "et" | "fi" | "fr" | "ga" | "hr" | "hu" | "it" | "lt" | "lv" | "mt" | "nl" | "pl" | "pt" | "ro" | "sk" | "sl" | "sv";
            };
            header?: {
                /** @description ETag of what you have; returns 304 if it has not changed. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As requested. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VocabulariesView"];
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
